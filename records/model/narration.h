// A page read aloud by a person: when each sentence of it begins in the recording.
#pragma once

#include "records/base/clock.h"
#include "records/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace lianxin {

/// Where the recording of a page lies in an edition, and its marks beside it.
inline std::string recording_path(std::string_view page) { return "audio/" + std::string(page) + ".opus"; }
inline std::string marks_path(std::string_view page) { return "audio/" + std::string(page) + ".csv"; }

constexpr std::size_t largest_recording = 8 << 20; ///< bytes

/// One line for each sentence: the time it begins, "75.5" (seconds) or "1:15.5"; what stands behind a comma is a note for people.
/// Errors: Invalid (names the line; times must rise).
Result<std::vector<Milliseconds>> parse_marks(std::string_view csv);

/// How long a whole Ogg Opus file of at most largest_recording and an hour says that it is. Errors: Invalid.
Result<Milliseconds> recording_length(std::string_view bytes);

} // namespace lianxin
