// Drops glyphs through Dear ImGui's atlas: its public call drops only sizes that are out of use.
#include "kiosk/ui/imgui/glyph_memory.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>

namespace lianxin {

int GlyphMemory::pixels() const {
    const ImTextureData* picture = ImGui::GetIO().Fonts->TexData;
    return picture ? picture->Width * picture->Height : 0;
}

void GlyphMemory::before_frame() {
    // What one frame needs is not dropped again before the next, however large it is.
    if (dropped_) room_ = std::max(least_room, pixels());
    dropped_ = pixels() > room_;
    if (!dropped_) return;
    ImFontAtlasBuildDiscardBakes(ImGui::GetIO().Fonts, 0);
    ImGui::GetIO().Fonts->CompactCache();
}

void GlyphMemory::compact() {
    room_ = least_room;
    dropped_ = false;
    ImGui::GetIO().Fonts->CompactCache();
}

} // namespace lianxin
