// The text being typed and figures being typed, as fields on the screen.
#include "kiosk/ui/widgets.h"

#include "records/base/text.h"

#include <functional>

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

/// The line that the caret stands on; where a line is broken, its side decides.
std::size_t line_of(const std::vector<Line>& lines, std::size_t at, CaretSide side) {
    std::size_t index = 0;
    while (index + 1 < lines.size() && lines[index + 1].begin <= at) ++index;
    const bool is_at_break = index > 0 && lines[index].begin == at && lines[index - 1].end == at;
    return is_at_break && side == CaretSide::BeforeBreak ? index - 1 : index;
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

namespace {

/// The lines of a field as they lie on the screen.
struct Sheet {
    Ui& ui;
    const TextField& what;
    const Shown& shown;
    const std::vector<Line>& lines;
    const Type& type;

    bool breaks_after(std::size_t line) const { return line + 1 < lines.size() && lines[line + 1].begin == lines[line].end; }
    std::size_t caret_line() const { return line_of(lines, shown.preedit_end, what.preedit.empty() ? what.side : CaretSide::AfterBreak); }

    void draw(Rect content) const {
        const Theme& theme = ui.theme();
        if (shown.text.empty()) ui.paint.paragraph({content.x + theme.px(8), content.y, content.width - theme.px(8), content.height}, what.hint, type, theme.ink_soft);
        const std::size_t caret = caret_line();
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const Rect place{content.x, content.y + static_cast<float>(i) * type.line, content.width, type.line};
            if (!ui.paint.is_visible(place)) continue;
            ui.paint.glyphs(place.x, place.y, std::string_view(shown.text).substr(lines[i].begin, lines[i].end - lines[i].begin), type, theme.ink);
            draw_preedit_line(ui, place, shown, lines[i], type);
            if (i != caret) continue;
            const float x = place.x + x_of(ui, shown, lines[i], shown.preedit_end, type);
            ui.paint.fill({x, place.y + (type.line - type.em * 1.2F) / 2, theme.px(4), type.em * 1.2F}, theme.accent);
        }
    }

    /// The place in the text nearest to a finger; below the last line it is the end.
    CaretPlace place_at(Point from_top) const {
        if (from_top.y >= static_cast<float>(lines.size()) * type.line) return {shown.text.size(), CaretSide::AfterBreak};
        const std::size_t line = std::min(static_cast<std::size_t>(std::max(0.0F, from_top.y / type.line)), lines.size() - 1);
        const std::size_t at = offset_at(ui, shown, lines[line], from_top.x, type);
        return {at, at == lines[line].end && breaks_after(line) ? CaretSide::BeforeBreak : CaretSide::AfterBreak};
    }
};

/// Changes whenever the caret or what stands around it does.
std::uint64_t mark_of(const TextField& what) {
    const std::hash<std::string_view> hash;
    return hash(what.text) ^ (hash(what.preedit) * 31) ^ (what.caret * 1'000'003) ^ (what.side == CaretSide::BeforeBreak ? 1U : 0U);
}

} // namespace

std::optional<CaretPlace> text_field(Ui& ui, Rect rect, const TextField& what) {
    const Theme& theme = ui.theme();
    const Type& type = theme.body;
    draw_box(ui, rect, what.mood);
    const bool is_one_line = rect.height < 2 * type.line;
    const Rect window = rect.inset(theme.px(28), is_one_line ? (rect.height - type.line) / 2 : theme.px(20));
    const Shown shown = shown_of(what);
    const auto lines = ui.paint.lines(shown.text, type, window.width - theme.px(4));
    const Sheet sheet{ui, what, shown, lines, type};
    // The whole box is touched; only the lines roll in it.
    Target target{what.id, std::string(what.spoken), rect, Role::Field, std::string(what.text), true, true};
    const bool tapped = ui.touch.target(std::move(target));
    float top = window.y;
    ui.scroll(what.id, window, [&](Rect content) {
        top = content.y;
        sheet.draw(content);
        return static_cast<float>(lines.size()) * type.line;
    });
    const float caret_top = static_cast<float>(sheet.caret_line()) * type.line;
    ui.touch.keep_in_sight(what.id, mark_of(what), caret_top, caret_top + type.line);
    if (!tapped || !what.preedit.empty()) return std::nullopt;
    const Point tap = ui.touch.tap_point();
    return sheet.place_at({tap.x - window.x, tap.y - top});
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
