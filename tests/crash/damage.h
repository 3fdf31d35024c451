// Damage as disks do it: sectors full of noise, files cut short.
#pragma once

#include "tests/programs/demo.h"

namespace lianxin::test {

/// Overwrites `length` bytes from `offset` with noise; both count from the start, and stop at the end of the file.
void scribble(const Path& file, std::uint64_t offset, std::uint64_t length);
/// Everything behind the first half is gone.
void halve(const Path& file);

} // namespace lianxin::test
