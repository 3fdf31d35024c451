// Line icons on a grid of 24 by 24, described as strokes and turned into coverage by distance to them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace lianxin {

/// One stroke: a straight line, or the arc of a circle (degrees, clockwise from the right, on a screen whose y goes down).
struct Stroke {
    enum class Shape { Line, Arc, Dot } shape = Shape::Line;
    float x1 = 0, y1 = 0; ///< start; centre of an arc or dot
    float x2 = 0, y2 = 0; ///< end; an arc's radius and 0, a dot's radius and 0
    float from = 0, to = 360;
};

/// The strokes of an icon; those of "dot" for a name nobody drew.
const std::vector<Stroke>& icon_strokes(std::string_view name);
bool has_icon(std::string_view name);
/// All names, for the ruler.
std::vector<std::string_view> icon_names();

/// Coverage 0–255 of an icon drawn `size` pixels wide and high, strokes `stroke` grid units thick.
std::vector<std::uint8_t> draw_icon(std::string_view name, int size, float stroke);

} // namespace lianxin
