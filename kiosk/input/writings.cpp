// Geometry of strokes.
#include "kiosk/input/writings.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lianxin {
namespace {

constexpr float pi = 3.14159265F;
constexpr float fine = 0.01F;      ///< a point this near the line between its neighbours is trembling, not writing
constexpr float coarse = 0.05F;    ///< a bend smaller than this is no corner
constexpr float sharp_turn = 0.9F; ///< radians
constexpr InkPoint dot_end{0.05F, 0.08F};

float distance(const InkPoint& one, const InkPoint& other) {
    return std::hypot(one.x - other.x, one.y - other.y);
}

float distance_to_line(const InkPoint& point, const InkPoint& from, const InkPoint& to) {
    const float length = distance(from, to);
    if (length < 1e-6F) return distance(point, from);
    return std::fabs((point.x - from.x) * (to.y - from.y) - (point.y - from.y) * (to.x - from.x)) / length;
}

/// Marks the points between `first` and `last` without which the line would run more than `tolerance` elsewhere.
void mark_bends(const InkStroke& stroke, std::size_t first, std::size_t last, float tolerance, std::vector<bool>& needed) {
    std::size_t farthest = first;
    float most = tolerance;
    for (std::size_t i = first + 1; i < last; ++i) {
        const float away = distance_to_line(stroke[i], stroke[first], stroke[last]);
        if (away <= most) continue;
        most = away;
        farthest = i;
    }
    if (farthest == first) return;
    needed[farthest] = true;
    mark_bends(stroke, first, farthest, tolerance, needed);
    mark_bends(stroke, farthest, last, tolerance, needed);
}

/// Where the stroke bends, its ends included.
std::vector<std::size_t> bends(const InkStroke& stroke, float tolerance) {
    std::vector<bool> needed(stroke.size(), false);
    needed.front() = needed.back() = true;
    mark_bends(stroke, 0, stroke.size() - 1, tolerance, needed);
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < stroke.size(); ++i)
        if (needed[i]) out.push_back(i);
    return out;
}

InkStroke without_needless(const InkStroke& stroke, float tolerance) {
    InkStroke out;
    for (const std::size_t i : bends(stroke, tolerance)) out.push_back(stroke[i]);
    return out;
}

float direction(const InkPoint& from, const InkPoint& to) {
    return std::atan2(to.y - from.y, to.x - from.x);
}

/// Points at which a finger turns sharply.
std::vector<std::size_t> corners(const InkStroke& stroke) {
    const auto at = bends(stroke, coarse);
    std::vector<std::size_t> out;
    for (std::size_t i = 1; i + 1 < at.size(); ++i) {
        const float turn = direction(stroke[at[i]], stroke[at[i + 1]]) - direction(stroke[at[i - 1]], stroke[at[i]]);
        const float least = std::fabs(std::remainder(turn, 2 * pi));
        if (least > sharp_turn) out.push_back(at[i]);
    }
    return out;
}

/// The `index`-th stroke replaced by its part up to `end` and its part from `begin`.
Strokes divided(const Strokes& strokes, std::size_t index, std::size_t end, std::size_t begin) {
    Strokes out = strokes;
    const InkStroke& whole = strokes[index];
    out[index].assign(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(end) + 1);
    out.insert(out.begin() + static_cast<std::ptrdiff_t>(index) + 1,
               InkStroke(whole.begin() + static_cast<std::ptrdiff_t>(begin), whole.end()));
    return out;
}

Strokes joined(const Strokes& strokes, std::size_t index) {
    Strokes out = strokes;
    out[index].insert(out[index].end(), strokes[index + 1].begin(), strokes[index + 1].end());
    out.erase(out.begin() + static_cast<std::ptrdiff_t>(index) + 1);
    return out;
}

void add_orders(const Strokes& strokes, std::vector<Strokes>& out) {
    if (strokes.size() == 3) {
        for (const auto& order : {std::array{0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}) {
            Strokes turned;
            for (const int each : order) turned.push_back(strokes[static_cast<std::size_t>(each)]);
            out.push_back(std::move(turned));
        }
        return;
    }
    for (std::size_t i = 0; i + 1 < strokes.size(); ++i) {
        Strokes swapped = strokes;
        std::swap(swapped[i], swapped[i + 1]);
        out.push_back(std::move(swapped));
    }
}

void add_divisions(const Strokes& strokes, std::vector<Strokes>& out) {
    for (std::size_t i = 0; i < strokes.size(); ++i) {
        const auto at = corners(strokes[i]);
        for (const std::size_t corner : at) out.push_back(divided(strokes, i, corner, corner));
        for (std::size_t k = 0; k + 1 < at.size(); ++k) out.push_back(divided(strokes, i, at[k], at[k + 1]));
    }
}

} // namespace

Strokes placed(const Strokes& strokes, float size) {
    float left = 1e9F, right = -1e9F, top = 1e9F, bottom = -1e9F;
    for (const InkStroke& stroke : strokes)
        for (const InkPoint& point : stroke) {
            left = std::min(left, point.x);
            right = std::max(right, point.x);
            top = std::min(top, point.y);
            bottom = std::max(bottom, point.y);
        }
    const float scale = size / std::max({right - left, bottom - top, 0.02F});
    const float x = (left + right) / 2, y = (top + bottom) / 2;
    Strokes out;
    for (const InkStroke& stroke : strokes) {
        if (stroke.empty()) continue;
        InkStroke moved;
        for (const InkPoint& point : stroke) moved.push_back({0.5F + (point.x - x) * scale, 0.5F + (point.y - y) * scale});
        out.push_back(without_needless(moved, fine));
        if (out.back().size() == 1) out.back().push_back({moved.front().x + dot_end.x, moved.front().y + dot_end.y});
    }
    return out;
}

Strokes simplified(const Strokes& strokes, float tolerance) {
    Strokes out;
    for (const InkStroke& stroke : strokes) out.push_back(without_needless(stroke, tolerance));
    return out;
}

std::vector<Strokes> other_writings(const Strokes& strokes, std::size_t most) {
    std::vector<Strokes> out;
    add_orders(strokes, out);
    add_divisions(strokes, out);
    for (std::size_t i = 0; i + 1 < strokes.size(); ++i) out.push_back(joined(strokes, i));
    if (out.size() > most) out.resize(most);
    return out;
}

} // namespace lianxin
