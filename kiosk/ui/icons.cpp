// The icons, written as short paths: "M x y L x y" for lines, "A cx cy r from to" for arcs, "D x y r" for dots, "Z" closes.
#include "kiosk/ui/icons.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <numbers>
#include <string>

namespace lianxin {

namespace {

constexpr float degree = std::numbers::pi_v<float> / 180.0F;

const std::map<std::string_view, std::string_view>& paths() {
    static const std::map<std::string_view, std::string_view> all = {
        {"again", "A 12 12 8 -50 250 M 17.2 1.8 L 17.2 6 L 13 6"},
        {"alert", "M 12 3.5 L 21.5 20 L 2.5 20 Z M 12 10 L 12 14.5 D 12 17.2 0.6"},
        {"arrow", "M 4 12 L 20 12 M 13.5 5.5 L 20 12 L 13.5 18.5"},
        {"back", "M 20 12 L 4 12 M 10.5 5.5 L 4 12 L 10.5 18.5"},
        {"backspace", "M 8.5 5 L 21 5 L 21 19 L 8.5 19 L 2.5 12 Z M 11.5 9 L 17 15 M 17 9 L 11.5 15"},
        {"bell", "A 12 10 6 180 360 M 6 10 L 6 14 L 4 17.5 L 20 17.5 L 18 14 L 18 10 M 12 2.5 L 12 4 A 12 18 2.6 20 160"},
        {"book", "M 12 6.5 L 12 20 M 12 6.5 L 9.5 5 L 3 5 L 3 18 L 9.5 18 L 12 20 L 14.5 18 L 21 18 L 21 5 L 14.5 5 L 12 6.5"},
        {"bulb", "A 12 9.5 6.2 140 400 M 7.3 13.5 L 9 16.2 L 15 16.2 L 16.7 13.5 M 9.3 19 L 14.7 19 M 10.7 21.6 L 13.3 21.6"},
        {"calendar", "M 3.5 5.5 L 20.5 5.5 L 20.5 20.5 L 3.5 20.5 Z M 3.5 10 L 20.5 10 M 8 3 L 8 7 M 16 3 L 16 7 D 8 14 0.6 D 12 14 0.6 D 16 14 0.6 D 8 17.2 0.6 D 12 17.2 0.6"},
        {"chat", "M 3 4.5 L 21 4.5 L 21 16.5 L 12 16.5 L 7 21 L 7 16.5 L 3 16.5 Z M 7.5 9 L 16.5 9 M 7.5 12.4 L 13.5 12.4"},
        {"check", "M 4.5 12.5 L 10 18 L 20 6.5"},
        {"clock", "A 12 12 9 0 360 M 12 6.8 L 12 12 L 15.8 14.5"},
        {"close", "M 5.5 5.5 L 18.5 18.5 M 18.5 5.5 L 5.5 18.5"},
        {"contrast", "A 12 12 9 0 360 M 12 3 L 12 21 M 14.6 4.2 L 14.6 19.8 M 17.2 5.8 L 17.2 18.2 M 19.6 8.6 L 19.6 15.4"},
        {"door", "M 14 3.5 L 4 3.5 L 4 20.5 L 14 20.5 M 9 12 L 21 12 M 16.5 7.5 L 21 12 L 16.5 16.5"},
        {"dot", "D 12 12 3"},
        {"down", "M 5 9 L 12 16 L 19 9"},
        {"edit", "M 4 20 L 5 15.5 L 16 4.5 L 19.5 8 L 8.5 19 Z M 13.5 7 L 17 10.5"},
        {"elder", "M 3 19 L 8.5 5 L 14 19 M 5 14.2 L 12 14.2 M 18.5 8 L 18.5 16 M 14.9 12 L 22.1 12"},
        {"faster", "M 4 5 L 12 12 L 4 19 M 12 5 L 20 12 L 12 19"},
        {"flag", "M 5 3 L 5 21.5 M 5 4 L 19.5 4 L 16.5 9 L 19.5 14 L 5 14"},
        {"heart", "A 7.8 8.8 4.55 140 335 A 16.2 8.8 4.55 205 400 M 4.3 11.7 L 12 20.3 L 19.7 11.7"},
        {"help", "A 12 12 9 0 360 A 12 9.6 2.9 180 405 M 14.05 11.65 L 12 13.6 L 12 14.4 D 12 17.2 0.6"},
        {"hand", "A 12 7 4 0 360 A 12 22 8.5 205 335"},
        {"home", "M 3 11.5 L 12 3.8 L 21 11.5 M 5.5 9.6 L 5.5 20.5 L 18.5 20.5 L 18.5 9.6 M 9.8 20.5 L 9.8 14.5 L 14.2 14.5 L 14.2 20.5"},
        {"house", "M 3 11.5 L 12 3.8 L 21 11.5 M 5.5 9.6 L 5.5 20.5 L 18.5 20.5 L 18.5 9.6 M 9.8 20.5 L 9.8 14.5 L 14.2 14.5 L 14.2 20.5"},
        {"keyboard", "M 2.5 6 L 21.5 6 L 21.5 18.5 L 2.5 18.5 Z D 6.3 10 0.6 D 10.1 10 0.6 D 13.9 10 0.6 D 17.7 10 0.6 M 7.5 14.8 L 16.5 14.8"},
        {"leaf", "M 4 20.5 L 12.5 11.5 M 5.5 18.9 L 10.5 18.9 A 10.5 9.4 9.5 0 90 M 5.5 18.9 L 5.5 12.5 A 15 12.5 9.5 180 270 M 15 3 L 20 3 L 20 9.4"},
        {"left", "M 15 5 L 8 12 L 15 19"},
        {"list", "M 9 6 L 20.5 6 M 9 12 L 20.5 12 M 9 18 L 20.5 18 D 4.5 6 0.8 D 4.5 12 0.8 D 4.5 18 0.8"},
        {"lock", "M 5 10.5 L 19 10.5 L 19 21 L 5 21 Z A 12 8 4 180 360 M 8 8 L 8 10.5 M 16 8 L 16 10.5 D 12 15.7 0.9"},
        {"louder", "M 3 9 L 7 9 L 12 4.5 L 12 19.5 L 7 15 L 3 15 Z M 18.5 8.5 L 18.5 15.5 M 15 12 L 22 12"},
        {"map", "M 3 6 L 9 3.5 L 15 6 L 21 3.5 L 21 18 L 15 20.5 L 9 18 L 3 20.5 Z M 9 3.5 L 9 18 M 15 6 L 15 20.5"},
        {"microphone", "M 8.5 6.5 L 8.5 11 A 12 11 3.5 0 180 M 15.5 11 L 15.5 6.5 A 12 6.5 3.5 180 360 A 12 11 7 0 180 M 12 18 L 12 21.5 M 8 21.5 L 16 21.5"},
        {"money", "A 12 12 9 0 360 M 8.3 6.8 L 12 11.6 L 15.7 6.8 M 8.6 12 L 15.4 12 M 8.6 14.8 L 15.4 14.8 M 12 11.6 L 12 18"},
        {"pause", "M 8 4.5 L 8 19.5 M 16 4.5 L 16 19.5"},
        {"people", "A 9 8 3.6 0 360 A 9 20.5 6.6 180 360 A 16.3 8.6 3 250 450 A 16 20.5 6 285 360"},
        {"person", "A 12 7.5 4 0 360 A 12 21 7.6 180 360"},
        {"petition", "M 5 2.8 L 15 2.8 L 19.5 7.3 L 19.5 21.2 L 5 21.2 Z M 14.5 3 L 14.5 7.8 L 19.3 7.8 M 8.5 11.5 L 16 11.5 M 8.5 14.8 L 16 14.8 M 8.5 18 L 12.5 18"},
        {"phone", "M 7 2.5 L 17 2.5 L 17 21.5 L 7 21.5 Z D 12 18.6 0.7"},
        {"pin", "A 12 9.5 6.5 150 390 M 6.4 12.7 L 12 21.5 L 17.6 12.7 A 12 9.5 2.3 0 360"},
        {"pinned", "M 9 3 L 15 3 M 9.8 3 L 9.8 9.5 L 6.5 13.5 L 17.5 13.5 L 14.2 9.5 L 14.2 3 M 12 13.5 L 12 21"},
        {"play", "M 7 4 L 20 12 L 7 20 Z"},
        {"printer", "M 7 8 L 7 3 L 17 3 L 17 8 M 7 17 L 3 17 L 3 8 L 21 8 L 21 17 L 17 17 M 7 13.5 L 17 13.5 L 17 21 L 7 21 Z"},
        {"qr", "M 3.5 3.5 L 10 3.5 L 10 10 L 3.5 10 Z M 14 3.5 L 20.5 3.5 L 20.5 10 L 14 10 Z M 3.5 14 L 10 14 L 10 20.5 L 3.5 20.5 Z M 14 14 L 14 17 L 17 17 M 20.5 14 L 20.5 20.5 L 17.5 20.5 M 14 20.5 L 14.2 20.5"},
        {"quieter", "M 3 9 L 7 9 L 12 4.5 L 12 19.5 L 7 15 L 3 15 Z M 15 12 L 22 12"},
        {"right", "M 9 5 L 16 12 L 9 19"},
        {"road", "M 8 3 L 3 21 M 16 3 L 21 21 M 12 3.5 L 12 6.5 M 12 10 L 12 13.5 M 12 17 L 12 20.8"},
        {"search", "A 10.3 10.3 6.8 0 360 M 15.3 15.3 L 21 21"},
        {"shield", "M 12 2.8 L 20 5.8 L 20 12 L 17.8 17 L 12 21.4 L 6.2 17 L 4 12 L 4 5.8 Z M 8.3 11.8 L 11 14.5 L 15.8 9.3"},
        {"skip", "M 5 4.5 L 15 12 L 5 19.5 Z M 19 4.5 L 19 19.5"},
        {"slower", "M 12 5 L 4 12 L 12 19 M 20 5 L 12 12 L 20 19"},
        {"speaker", "M 3.5 9 L 7.5 9 L 12.5 4.5 L 12.5 19.5 L 7.5 15 L 3.5 15 Z A 12.5 12 4 310 410 A 12.5 12 8 310 410"},
        {"star", "M 12 3 L 14.7 9 L 21.2 9.6 L 16.3 13.9 L 17.8 20.4 L 12 17 L 6.2 20.4 L 7.7 13.9 L 2.8 9.6 L 9.3 9 Z"},
        {"stop", "M 5.5 5.5 L 18.5 5.5 L 18.5 18.5 L 5.5 18.5 Z"},
        {"up", "M 5 15 L 12 8 L 19 15"},
    };
    return all;
}

class PathReader {
  public:
    explicit PathReader(std::string_view path) : rest_(path) {}

    std::vector<Stroke> read() {
        while (const char command = next_command()) {
            if (command == 'M') start_ = pen_ = point();
            else if (command == 'L') line_to(point());
            else if (command == 'Z') line_to(start_);
            else if (command == 'D') dot();
            else if (command == 'A') arc();
        }
        return std::move(strokes_);
    }

  private:
    struct Pen {
        float x = 0, y = 0;
    };
    void skip_blanks() {
        while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
    }
    char next_command() {
        skip_blanks();
        if (rest_.empty()) return 0;
        const char command = rest_.front();
        rest_.remove_prefix(1);
        return command;
    }
    float number() {
        skip_blanks();
        float value = 0;
        const auto read = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
        rest_.remove_prefix(static_cast<std::size_t>(read.ptr - rest_.data()));
        return value;
    }
    Pen point() {
        const float x = number();
        return {x, number()};
    }
    void line_to(Pen to) {
        strokes_.push_back({Stroke::Shape::Line, pen_.x, pen_.y, to.x, to.y});
        pen_ = to;
    }
    void dot() {
        const Pen at = point();
        strokes_.push_back({Stroke::Shape::Dot, at.x, at.y, number(), 0});
    }
    void arc() {
        const Pen centre = point();
        const float radius = number(), from = number();
        strokes_.push_back({Stroke::Shape::Arc, centre.x, centre.y, radius, 0, from, number()});
    }

    std::string_view rest_;
    std::vector<Stroke> strokes_;
    Pen pen_, start_;
};

float distance_to_line(const Stroke& line, float x, float y) {
    const float dx = line.x2 - line.x1, dy = line.y2 - line.y1;
    const float length = dx * dx + dy * dy;
    const float along = length > 0 ? std::clamp(((x - line.x1) * dx + (y - line.y1) * dy) / length, 0.0F, 1.0F) : 0;
    return std::hypot(x - line.x1 - along * dx, y - line.y1 - along * dy);
}

float distance_to_arc(const Stroke& arc, float x, float y) {
    float angle = std::atan2(y - arc.y1, x - arc.x1) / degree;
    while (angle < arc.from) angle += 360;
    if (angle <= arc.to) return std::abs(std::hypot(x - arc.x1, y - arc.y1) - arc.x2);
    const auto to_end = [&](float end) {
        return std::hypot(x - arc.x1 - arc.x2 * std::cos(end * degree), y - arc.y1 - arc.x2 * std::sin(end * degree));
    };
    return std::min(to_end(arc.from), to_end(arc.to));
}

float distance_to(const Stroke& stroke, float x, float y) {
    switch (stroke.shape) {
    case Stroke::Shape::Line: return distance_to_line(stroke, x, y);
    case Stroke::Shape::Arc: return distance_to_arc(stroke, x, y);
    case Stroke::Shape::Dot: return std::max(0.0F, std::hypot(x - stroke.x1, y - stroke.y1) - stroke.x2);
    }
    return 0;
}

/// Grid units around a stroke that its ink can reach.
struct Box {
    float left, top, right, bottom;
};

Box box_of(const Stroke& stroke, float reach) {
    if (stroke.shape == Stroke::Shape::Line)
        return {std::min(stroke.x1, stroke.x2) - reach, std::min(stroke.y1, stroke.y2) - reach,
                std::max(stroke.x1, stroke.x2) + reach, std::max(stroke.y1, stroke.y2) + reach};
    const float radius = stroke.x2 + reach;
    return {stroke.x1 - radius, stroke.y1 - radius, stroke.x1 + radius, stroke.y1 + radius};
}

} // namespace

bool has_icon(std::string_view name) { return paths().contains(name); }

std::vector<std::string_view> icon_names() {
    std::vector<std::string_view> names;
    for (const auto& [name, path] : paths()) names.push_back(name);
    return names;
}

const std::vector<Stroke>& icon_strokes(std::string_view name) {
    static std::map<std::string, std::vector<Stroke>, std::less<>> read;
    const auto known = read.find(name);
    if (known != read.end()) return known->second;
    const auto path = paths().find(has_icon(name) ? name : "dot");
    return read.emplace(std::string(name), PathReader(path->second).read()).first->second;
}

std::vector<std::uint8_t> draw_icon(std::string_view name, int size, float stroke) {
    std::vector<std::uint8_t> coverage(static_cast<std::size_t>(size) * static_cast<std::size_t>(size), 0);
    const float scale = static_cast<float>(size) / 24.0F;
    const float half = stroke * scale / 2;
    for (const Stroke& part : icon_strokes(name)) {
        const Box box = box_of(part, (half + 1) / scale);
        const auto pixel = [&](float grid) { return std::clamp(static_cast<int>(std::floor(grid * scale)), 0, size - 1); };
        for (int y = pixel(box.top); y <= pixel(box.bottom); ++y)
            for (int x = pixel(box.left); x <= pixel(box.right); ++x) {
                const float away = distance_to(part, (static_cast<float>(x) + 0.5F) / scale, (static_cast<float>(y) + 0.5F) / scale) * scale;
                const auto ink = static_cast<std::uint8_t>(std::clamp(half + 0.5F - away, 0.0F, 1.0F) * 255.0F);
                auto& at = coverage[static_cast<std::size_t>(y) * static_cast<std::size_t>(size) + static_cast<std::size_t>(x)];
                at = std::max(at, ink);
            }
    }
    return coverage;
}

} // namespace lianxin
