// Draws the square and the candidates, and turns the finger's line into a stroke.
#include "kiosk/ui/ink_pad.h"

#include <cmath>

namespace lianxin {

namespace {

constexpr float pen_units = 17;
constexpr float nearest = 0.004F; ///< points closer than this, in sides of the square, add nothing
constexpr std::size_t most_points = 600;

std::vector<Point> on_screen(const InkStroke& stroke, Rect square) {
    std::vector<Point> line;
    line.reserve(stroke.size());
    for (const InkPoint& point : stroke) line.push_back({square.x + point.x * square.width, square.y + point.y * square.height});
    return line;
}

InkStroke on_pad(const std::vector<Point>& line, Rect square) {
    InkStroke stroke;
    for (const Point& point : line) {
        const InkPoint at{(point.x - square.x) / square.width, (point.y - square.y) / square.height};
        if (!stroke.empty() && std::hypot(at.x - stroke.back().x, at.y - stroke.back().y) < nearest) continue;
        if (stroke.size() < most_points) stroke.push_back(at);
    }
    return stroke;
}

/// A cross through the middle, as on the paper children learn to write on.
void draw_guides(Ui& ui, Rect square) {
    const Theme& theme = ui.theme();
    Color pale = theme.border_strong;
    pale.alpha = 0x80;
    const float thin = theme.hairline, dash = theme.px(14);
    const Point middle = square.centre();
    for (float at = dash; at + dash < square.width; at += 2 * dash) {
        ui.paint.fill({square.x + at, middle.y - thin / 2, dash, thin}, pale);
        ui.paint.fill({middle.x - thin / 2, square.y + at, thin, dash}, pale);
    }
}

/// How to begin, where the first stroke will cover it.
void draw_hint(Ui& ui, Rect square) {
    const Theme& theme = ui.theme();
    Rect rest = square.inset(theme.px(16), theme.px(12));
    const Rect place = rest.cut_top(theme.small.line);
    ui.paint.fill(place, theme.surface);
    ui.paint.line(place, ui.words("ink.hint"), theme.small, theme.ink_soft, Align::Centre);
}

void draw_candidate(Ui& ui, Rect rect, const std::string& id, const std::string& text, bool is_best) {
    const Theme& theme = ui.theme();
    const bool pressed = ui.touch.is_pressed(id);
    if (is_best) ui.paint.round(rect, theme.radius_small, pressed ? theme.accent_pressed : theme.accent);
    else ui.paint.round(rect, theme.radius_small, pressed ? theme.accent_soft : theme.surface);
    const Type& type = ui.paint.fitting({&theme.headline, &theme.title}, text, rect.width - theme.px(8));
    ui.paint.line(rect, text, type, is_best ? theme.on_accent : theme.ink, Align::Centre);
}

std::string_view state_words(const InkState& ink) {
    if (ink.strokes.empty()) return "ink.pad";
    return ink.reading ? "ink.reading" : "ink.unknown";
}

} // namespace

std::optional<InkStroke> ink_square(Ui& ui, Rect square, const InkState& ink) {
    const Theme& theme = ui.theme();
    const std::string id = "ink.pad";
    const bool ended = ui.touch.target({id, std::string(ui.words("ink.pad")), square, Role::Ink});
    const bool writes = ui.touch.is_pressed(id);
    ui.paint.round(square, theme.radius_small, writes ? theme.accent : theme.border_strong);
    const Rect inner = square.inset(theme.hairline * 1.5F);
    ui.paint.round(inner, theme.radius_small - theme.hairline, theme.surface);
    ui.paint.push_clip(inner);
    draw_guides(ui, inner);
    for (const InkStroke& stroke : ink.strokes) ui.paint.pen(on_screen(stroke, square), theme.px(pen_units), theme.ink);
    if (writes || ended) ui.paint.pen(ui.touch.line(), theme.px(pen_units), theme.ink);
    if (ink.strokes.empty() && !writes && !ended) draw_hint(ui, inner);
    ui.paint.pop_clip();
    if (!ended) return std::nullopt;
    return on_pad(ui.touch.line(), square);
}

std::optional<std::size_t> ink_candidates(Ui& ui, Rect strip, const InkState& ink) {
    const Theme& theme = ui.theme();
    if (ink.candidates.empty()) {
        const Rect line{strip.x + theme.px(12), strip.y, strip.width - theme.px(24), strip.height};
        ui.paint.line(line, ui.words(state_words(ink)), theme.body, theme.ink_soft, Align::Left, Fit::Shorten);
        return std::nullopt;
    }
    const auto places = static_cast<int>(InkState::most_candidates);
    const int rows = strip.height >= 2 * theme.target + theme.px(8) ? 2 : 1, columns = places / rows;
    std::optional<std::size_t> tapped;
    for (int i = 0; i < std::min(places, static_cast<int>(ink.candidates.size())); ++i) {
        const auto index = static_cast<std::size_t>(i);
        const std::string& text = ink.candidates[index];
        const std::string id = "ink.candidate." + std::to_string(i + 1);
        const Rect rect = strip.row(i / columns, rows, theme.px(8)).column(i % columns, columns, theme.px(8));
        draw_candidate(ui, rect, id, text, i == 0);
        if (ui.touch.target({id, text, rect, Role::Candidate, text})) tapped = index;
    }
    return tapped;
}

} // namespace lianxin
