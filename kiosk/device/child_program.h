// One run of a child program: fed by standard input, heard by standard output, killed when it takes too long.
#pragma once

#include "records/base/clock.h"
#include "records/base/file.h"

#include <atomic>
#include <string>
#include <string_view>
#include <vector>

namespace lianxin {

/// A program in the folder of the running one.
Path program_beside(std::string_view name);

/// Everything it wrote, at most 64 KiB. What it complains about goes where our own complaints go. Blocks for `limit` at most, and a
/// second more for a program that even the kernel cannot end. Errors: NotFound (cannot be started), Unavailable (took too long,
/// wrote too much, or `cancelled` became true).
Result<std::string> run_child(const std::vector<std::string>& command, std::string_view input, Milliseconds limit, const std::atomic<bool>& cancelled);

} // namespace lianxin
