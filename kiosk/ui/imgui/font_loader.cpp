// Activates the size that a glyph is drawn in before each glyph.
//
// The loader of Dear ImGui 1.92.2 remembers the size it activated last by the address of its baked font. When some sizes are dropped
// for lack of room, baked fonts move together in memory, another one may then stand at that address, and its glyphs come out in the
// wrong size for the rest of the visit.
#include "kiosk/ui/imgui/font_loader.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_SIZES_H
#include <imgui.h>
#include <imgui_internal.h>
#include <misc/freetype/imgui_freetype.h>

namespace lianxin {

namespace {

/// What the loader keeps for one font in one size; ours to read as long as the loader keeps nothing else there, which is checked.
struct BakedData {
    FT_Size size;
};

bool load_glyph(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void* data, ImWchar character, ImFontGlyph* glyph, float* advance) {
    FT_Activate_Size(static_cast<BakedData*>(data)->size);
    return ImGuiFreeType::GetFontLoader()->FontBakedLoadGlyph(atlas, source, baked, data, character, glyph, advance);
}

} // namespace

const ImFontLoader* font_loader() {
    static const ImFontLoader loader = [] {
        ImFontLoader made = *ImGuiFreeType::GetFontLoader();
        if (made.FontBakedSrcLoaderDataSize == sizeof(BakedData)) made.FontBakedLoadGlyph = load_glyph;
        return made;
    }();
    return &loader;
}

} // namespace lianxin
