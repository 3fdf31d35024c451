// The text being typed and figures being typed, as fields on the screen.
#include "kiosk/ui/widgets.h"

#include "records/base/text.h"

#include <cmath>

namespace lianxin {

namespace {

void draw_box(Ui& ui, Rect rect, Mood mood) {
    const Theme& theme = ui.theme();
    const Color edge = mood == Mood::Alarm ? theme.alarm : theme.accent;
    const float thick = theme.hairline * 1.5F;
    ui.paint.round(rect, theme.radius, edge);
    ui.paint.round(rect.inset(thick), theme.radius - thick, theme.surface);
}

/// What is shown: the text with the letters being composed put in at the caret.
struct Shown {
    std::string text;
    std::size_t preedit_begin = 0, preedit_end = 0;
};

Shown shown_of(const TextField& what) {
    const std::size_t caret = std::min(what.caret, what.text.size());
    Shown shown{std::string(what.text.substr(0, caret)), caret, caret + what.preedit.size()};
    shown.text += what.preedit;
    shown.text += what.text.substr(caret);
    return shown;
}

std::size_t line_of(const std::vector<Line>& lines, std::size_t at) {
    std::size_t index = 0;
    while (index + 1 < lines.size() && lines[index + 1].begin <= at) ++index;
    return index;
}

float x_of(Ui& ui, const Shown& shown, const Line& line, std::size_t at, const Type& type) {
    const std::size_t to = std::clamp(at, line.begin, std::max(line.begin, line.end));
    return ui.paint.width(type, std::string_view(shown.text).substr(line.begin, to - line.begin));
}

std::size_t offset_at(Ui& ui, const Shown& shown, const Line& line, float x, const Type& type) {
    std::size_t at = line.begin;
    float pen = 0;
    while (at < line.end) {
        const CodePoint point = code_point_at(shown.text, at);
        const float step = ui.paint.advance(type, point.value);
        if (x < pen + step / 2) break;
        pen += step;
        at += point.length;
    }
    return at;
}

void draw_preedit_line(Ui& ui, Rect place, const Shown& shown, const Line& line, const Type& type) {
    if (shown.preedit_end <= line.begin || shown.preedit_begin >= line.end || shown.preedit_begin == shown.preedit_end) return;
    const float from = x_of(ui, shown, line, shown.preedit_begin, type), to = x_of(ui, shown, line, shown.preedit_end, type);
    const float y = place.y + (type.line + type.em) / 2 + ui.theme().px(3);
    ui.paint.fill({place.x + from, y, to - from, ui.theme().px(3)}, ui.theme().accent);
}

} // namespace

std::optional<std::size_t> text_field(Ui& ui, Rect rect, const TextField& what) {
    const Theme& theme = ui.theme();
    const Type& type = theme.body;
    draw_box(ui, rect, what.mood);
    const Rect inner = rect.inset(theme.px(28), theme.px(20));
    const Shown shown = shown_of(what);
    const auto lines = ui.paint.lines(shown.text, type, inner.width - theme.px(4));
    const std::size_t caret_line = line_of(lines, shown.preedit_end);
    const auto fits = static_cast<std::size_t>(std::max(1.0F, std::floor(inner.height / type.line)));
    const std::size_t first = caret_line >= fits ? caret_line - fits + 1 : 0;

    ui.paint.push_clip(rect.inset(theme.hairline));
    if (shown.text.empty()) ui.paint.paragraph({inner.x + theme.px(8), inner.y, inner.width - theme.px(8), inner.height}, what.hint, type, theme.ink_soft);
    for (std::size_t i = first; i < std::min(lines.size(), first + fits); ++i) {
        const Rect place{inner.x, inner.y + static_cast<float>(i - first) * type.line, inner.width, type.line};
        ui.paint.glyphs(place.x, place.y, std::string_view(shown.text).substr(lines[i].begin, lines[i].end - lines[i].begin), type, theme.ink);
        draw_preedit_line(ui, place, shown, lines[i], type);
        if (i == caret_line) {
            const float x = place.x + x_of(ui, shown, lines[i], shown.preedit_end, type);
            ui.paint.fill({x, place.y + (type.line - type.em * 1.2F) / 2, theme.px(4), type.em * 1.2F}, theme.accent);
        }
    }
    ui.paint.pop_clip();

    Target target{what.id, std::string(what.spoken), rect, Role::Field, std::string(what.text), true, true};
    if (!ui.touch.target(std::move(target)) || !what.preedit.empty()) return std::nullopt;
    const Point tap = ui.touch.tap_point();
    const auto below = static_cast<std::size_t>(std::max(0.0F, (tap.y - inner.y) / type.line));
    const std::size_t line = std::min(first + below, lines.size() - 1);
    return offset_at(ui, shown, lines[line], tap.x - inner.x, type);
}

void figure_field(Ui& ui, Rect rect, std::string_view id, std::string_view spoken, std::string_view figures, std::string_view value,
                  std::string_view hint, Mood mood) {
    const Theme& theme = ui.theme();
    draw_box(ui, rect, mood);
    const Rect inner = rect.inset(theme.px(28), 0);
    if (figures.empty()) {
        ui.paint.line(inner, hint, theme.body, theme.ink_soft, Align::Left, Fit::Shorten);
    } else {
        const Type& type = ui.paint.fitting({&theme.headline, &theme.title, &theme.strong, &theme.small}, figures, inner.width - theme.px(12));
        ui.paint.line(inner, figures, type, theme.ink);
        const float x = inner.x + ui.paint.width(type, figures) + theme.px(6);
        ui.paint.fill({x, inner.y + (inner.height - type.em * 1.1F) / 2, theme.px(4), type.em * 1.1F}, theme.accent);
    }
    ui.touch.target({std::string(id), std::string(spoken), rect, Role::Field, std::string(value), true, true});
}

} // namespace lianxin
