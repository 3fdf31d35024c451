// SDL's audio half, which several threads here begin and end: it counts its users, but not from two threads at once.
#pragma once

namespace lianxin {

/// False when there is no audio at all; then it is not to be ended.
bool begin_audio();
void end_audio();

} // namespace lianxin
