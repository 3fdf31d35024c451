// Rectangles in pixels, laid out by cutting pieces off a larger one.
#pragma once

#include <algorithm>

namespace lianxin {

struct Point {
    float x = 0, y = 0;
};

struct Size {
    int width = 0, height = 0; ///< pixels
    bool operator==(const Size&) const = default;
};

struct Rect {
    float x = 0, y = 0, width = 0, height = 0;

    float right() const { return x + width; }
    float bottom() const { return y + height; }
    Point centre() const { return {x + width / 2, y + height / 2}; }
    bool is_empty() const { return width <= 0 || height <= 0; }
    bool contains(Point point) const {
        return point.x >= x && point.x < right() && point.y >= y && point.y < bottom();
    }
    bool contains(const Rect& other) const {
        return other.x >= x && other.y >= y && other.right() <= right() && other.bottom() <= bottom();
    }
    Rect intersection(const Rect& other) const {
        const float left = std::max(x, other.x), top = std::max(y, other.y);
        return {left, top, std::max(0.0F, std::min(right(), other.right()) - left),
                std::max(0.0F, std::min(bottom(), other.bottom()) - top)};
    }
    Rect inset(float by) const { return inset(by, by); }
    Rect inset(float horizontal, float vertical) const {
        return {x + horizontal, y + vertical, std::max(0.0F, width - 2 * horizontal),
                std::max(0.0F, height - 2 * vertical)};
    }
    Rect moved(float by_x, float by_y) const { return {x + by_x, y + by_y, width, height}; }
    /// A rectangle of that size in the middle of this one.
    Rect centred(float of_width, float of_height) const {
        return {x + (width - of_width) / 2, y + (height - of_height) / 2, of_width, of_height};
    }

    /// Each takes a strip away from this rectangle and gives it back; never more than is there.
    Rect cut_top(float strip) {
        const float taken = std::clamp(strip, 0.0F, std::max(0.0F, height));
        const Rect piece{x, y, width, taken};
        y += taken;
        height -= taken;
        return piece;
    }
    Rect cut_bottom(float strip) {
        const float taken = std::clamp(strip, 0.0F, std::max(0.0F, height));
        height -= taken;
        return {x, y + height, width, taken};
    }
    Rect cut_left(float strip) {
        const float taken = std::clamp(strip, 0.0F, std::max(0.0F, width));
        const Rect piece{x, y, taken, height};
        x += taken;
        width -= taken;
        return piece;
    }
    Rect cut_right(float strip) {
        const float taken = std::clamp(strip, 0.0F, std::max(0.0F, width));
        width -= taken;
        return {x + width, y, taken, height};
    }
    /// The `index`-th of `count` columns of equal width with `gap` between them.
    Rect column(int index, int count, float gap) const {
        const float each = (width - gap * static_cast<float>(count - 1)) / static_cast<float>(count);
        return {x + (each + gap) * static_cast<float>(index), y, each, height};
    }
    Rect row(int index, int count, float gap) const {
        const float each = (height - gap * static_cast<float>(count - 1)) / static_cast<float>(count);
        return {x, y + (each + gap) * static_cast<float>(index), width, each};
    }
};

} // namespace lianxin
