// Keeps what residents type out of freed memory, core files and debuggers.
#pragma once

namespace lianxin {

/// For the whole process, at the beginning of main: freed memory is overwritten, no core is written, nobody may look in.
void guard_memory();

} // namespace lianxin
