// How Dear ImGui is compiled for the kiosk; read by Dear ImGui itself and by everyone who includes it.
#pragma once

#include "kiosk/ui/imgui/assertion.h"

#define IM_ASSERT(expression) ((expression) ? (void)0 : ::lianxin::imgui_assertion_failed(#expression, __FILE__, __LINE__))

// Rare characters of names lie beyond U+FFFF.
#define IMGUI_USE_WCHAR32
#define IMGUI_ENABLE_FREETYPE
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
// A visitor never reaches a clipboard or a shell.
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
