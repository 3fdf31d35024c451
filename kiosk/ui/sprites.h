// Small white images in the font atlas (rounded corners, rings, icons), tinted when drawn: far cheaper than triangles in software.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace lianxin {

class Sprites {
  public:
    /// A filled disc of that radius, in a square of twice the radius. Gives false when the atlas is full.
    bool disc(int radius, ImFontAtlasRect& place) { return find({"", radius, 0}, place); }
    /// The same, only its rim of that thickness.
    bool ring(int radius, int thickness, ImFontAtlasRect& place) { return find({"", radius, thickness}, place); }
    /// An icon `size` pixels wide; `stroke` in tenths of grid units.
    bool icon(std::string_view name, int size, int stroke, ImFontAtlasRect& place) {
        return find({std::string(name), size, stroke}, place);
    }
    /// Gives the space back; they are drawn again when needed. Only between frames.
    void forget();

  private:
    using Key = std::tuple<std::string, int, int>;
    bool find(const Key& key, ImFontAtlasRect& place);
    static ImFontAtlasRectId add(const Key& key);
    std::map<Key, ImFontAtlasRectId> known_;
};

} // namespace lianxin
