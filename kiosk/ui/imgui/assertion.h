// What happens when an assertion of Dear ImGui fails: it is logged and counted, and the kiosk goes on serving.
#pragma once

#include <cstdint>

namespace lianxin {

/// Logs each failing place once and counts every failure. Callable from the drawing thread only.
void imgui_assertion_failed(const char* expression, const char* file, int line);

/// Failures since the program started; tests hold this at 0.
std::uint64_t imgui_assertions_failed();

} // namespace lianxin
