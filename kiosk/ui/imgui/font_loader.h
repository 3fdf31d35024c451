// Dear ImGui's FreeType loader with its sizes kept apart.
#pragma once

struct ImFontLoader;

namespace lianxin {

/// Lives as long as the program.
const ImFontLoader* font_loader();

} // namespace lianxin
