// Paints sprites into rectangles of Dear ImGui's atlas.
#include "kiosk/ui/sprites.h"

#include "kiosk/ui/icons.h"

#include <algorithm>
#include <cmath>

namespace lianxin {

namespace {

std::vector<std::uint8_t> draw_disc(int radius, int thickness) {
    const int size = 2 * radius;
    std::vector<std::uint8_t> coverage;
    coverage.reserve(static_cast<std::size_t>(size) * static_cast<std::size_t>(size));
    const auto outer = static_cast<float>(radius);
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x) {
            const float away = std::hypot(static_cast<float>(x) + 0.5F - outer, static_cast<float>(y) + 0.5F - outer);
            float ink = std::clamp(outer + 0.5F - away, 0.0F, 1.0F);
            if (thickness > 0) ink *= std::clamp(away - (outer - static_cast<float>(thickness)) + 0.5F, 0.0F, 1.0F);
            coverage.push_back(static_cast<std::uint8_t>(ink * 255.0F));
        }
    return coverage;
}

} // namespace

ImFontAtlasRectId Sprites::add(const Key& key) {
    const auto& [name, size, stroke] = key;
    const int side = name.empty() ? 2 * size : size;
    const auto coverage = name.empty() ? draw_disc(size, stroke) : draw_icon(name, side, static_cast<float>(stroke) / 10.0F);
    ImFontAtlas* atlas = ImGui::GetIO().Fonts;
    ImFontAtlasRect place;
    const ImFontAtlasRectId id = atlas->AddCustomRect(side, side, &place);
    if (id == ImFontAtlasRectId_Invalid) return id;
    for (int y = 0; y < side; ++y) {
        auto* row = static_cast<std::uint8_t*>(atlas->TexData->GetPixelsAt(place.x, place.y + y));
        for (int x = 0; x < side; ++x) {
            row[4 * x] = row[4 * x + 1] = row[4 * x + 2] = 255;
            row[4 * x + 3] = coverage[static_cast<std::size_t>(y * side + x)];
        }
    }
    return id;
}

bool Sprites::find(const Key& key, ImFontAtlasRect& place) {
    auto known = known_.find(key);
    if (known == known_.end()) known = known_.emplace(key, add(key)).first;
    return known->second != ImFontAtlasRectId_Invalid && ImGui::GetIO().Fonts->GetCustomRect(known->second, &place);
}

void Sprites::forget() {
    for (const auto& [key, id] : known_)
        if (id != ImFontAtlasRectId_Invalid) ImGui::GetIO().Fonts->RemoveCustomRect(id);
    known_.clear();
}

} // namespace lianxin
