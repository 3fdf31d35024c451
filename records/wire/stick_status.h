// What the kiosk's screen and the daemon tell each other about a stick: a wish in one file, how things stand in another. Each file has
// one writer, so both programs work while the other does not run.
#pragma once

#include "records/base/file.h"
#include "records/model/stick.h"

namespace lianxin {

constexpr std::string_view stick_wish_name = "stick.json";
constexpr std::string_view stick_status_name = "stick.json";

std::string to_text(const StickWish& wish);
/// Errors: Invalid.
Result<StickWish> parse_stick_wish(std::string_view text);
std::string to_text(const StickStatus& status);
/// Errors: Invalid.
Result<StickStatus> parse_stick_status(std::string_view text);

/// Replaces a file that need not survive a power cut: the wish and the status of a moment. Errors: Storage, NoSpace.
Result<void> write_passing(const Path& file, std::string_view text);

} // namespace lianxin
