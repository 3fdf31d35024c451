// Buttons, tiles, rows, choices and the small pieces around them.
#include "kiosk/ui/widgets.h"

#include "kiosk/ui/phrases.h"

#include <cmath>

namespace lianxin {

namespace {

std::string spoken_or(std::string_view spoken, std::string_view otherwise) { return std::string(spoken.empty() ? otherwise : spoken); }

struct Surface {
    Color fill, edge, ink, soft;
    bool has_edge = true;
};

Surface surface_of(const Theme& theme, Emphasis emphasis, bool pressed, bool enabled) {
    if (!enabled) return {theme.sunken, theme.border, theme.ink_faint, theme.ink_faint, false};
    if (emphasis == Emphasis::Primary)
        return {pressed ? theme.accent_pressed : theme.accent, theme.accent, theme.on_accent, theme.on_accent_soft, false};
    const Color fill = pressed ? theme.accent_soft : emphasis == Emphasis::Quiet ? theme.ground : theme.surface;
    return {fill, pressed ? theme.accent : theme.border_strong, theme.accent, theme.ink_soft, emphasis == Emphasis::Secondary};
}

void draw_surface(Ui& ui, Rect rect, float radius, const Surface& surface) {
    const Theme& theme = ui.theme();
    if (surface.has_edge) {
        ui.paint.round(rect, radius, surface.edge);
        ui.paint.round(rect.inset(theme.hairline), radius - theme.hairline, surface.fill);
    } else {
        ui.paint.round(rect, radius, surface.fill);
    }
}

float icon_size(const Theme& theme, const Type& type) { return std::round(type.em * 1.15F + theme.px(2)); }

/// Words of a tile: a title and one or two lines about it, as one block of that height.
float words_height(Ui& ui, float width, const Tile& what, const Type& title) {
    const Theme& theme = ui.theme();
    float high = ui.paint.height(what.title, title, width);
    if (!what.summary.empty()) high += theme.px(8) + ui.paint.height(what.summary, theme.small, width);
    return high;
}

void draw_words(Ui& ui, Rect where, const Tile& what, const Surface& surface, const Type& title, Align align) {
    const Theme& theme = ui.theme();
    const bool primary = what.emphasis == Emphasis::Primary;
    const float high = ui.paint.paragraph(where, what.title, title, primary ? theme.on_accent : theme.ink, align);
    where.cut_top(high + theme.px(8));
    ui.paint.paragraph(where, what.summary, theme.small, surface.soft, align);
}

void draw_tile_icon(Ui& ui, Point centre, float radius, const Tile& what, const Surface& surface) {
    const Theme& theme = ui.theme();
    const bool primary = what.emphasis == Emphasis::Primary;
    ui.paint.disc(centre, radius, primary ? theme.accent_raised : theme.accent_soft);
    const float size = radius * 1.16F;
    ui.paint.icon({centre.x - size / 2, centre.y - size / 2, size, size}, what.icon, surface.ink);
}

} // namespace

void card(Ui& ui, Rect rect) {
    const Theme& theme = ui.theme();
    ui.paint.round(rect, theme.radius, theme.border);
    ui.paint.round(rect.inset(theme.hairline), theme.radius - theme.hairline, theme.surface);
}

float button_width(Ui& ui, const Button& what) {
    const Theme& theme = ui.theme();
    float wide = ui.paint.width(theme.strong, what.label) + 2 * theme.px(36);
    if (!what.icon.empty()) wide += icon_size(theme, theme.strong) + theme.px(14);
    return std::ceil(wide);
}

bool button(Ui& ui, Rect rect, const Button& what) {
    const Theme& theme = ui.theme();
    const Surface surface = surface_of(theme, what.emphasis, ui.touch.is_pressed(what.id), what.enabled);
    draw_surface(ui, rect, theme.radius, surface);
    const float size = icon_size(theme, theme.strong), gap = theme.px(14);
    const float beside = what.icon.empty() ? 0 : size + gap;
    const Type& type = ui.paint.fitting({&theme.strong, &theme.small}, what.label, rect.width - beside - theme.px(16));
    const float wide = ui.paint.width(type, what.label) + beside;
    Rect words = rect.centred(std::min(wide, rect.width - theme.px(16)), rect.height);
    if (!what.icon.empty()) {
        const bool before = what.icon_place == IconPlace::Before;
        ui.paint.icon(before ? words.cut_left(size) : words.cut_right(size), what.icon, surface.ink);
        before ? words.cut_left(gap) : words.cut_right(gap);
    }
    ui.paint.line(words, what.label, type, surface.ink, Align::Centre);
    return ui.touch.target({what.id, spoken_or(what.spoken, what.label), rect, Role::Button, "", what.enabled});
}

namespace {

/// How the words and pictures of tiles are set.
struct TileSetting {
    const Type* title = nullptr;
    bool has_summary = true;
    float radius = 0; ///< of the picture; 0: none
    float words = 0;  ///< height of title and line
};

void draw_tile(Ui& ui, Rect rect, const Tile& what, const TileSetting& setting) {
    const Theme& theme = ui.theme();
    const Surface surface = surface_of(theme, what.emphasis, ui.touch.is_pressed(what.id), true);
    draw_surface(ui, rect, theme.radius, surface);
    const Rect inner = rect.inset(theme.padding);
    Tile shown = what;
    if (!setting.has_summary) shown.summary = {};
    const float picture = setting.radius > 0 ? 2 * setting.radius + theme.px(32) : 0;
    Rect block = inner.centred(inner.width, picture + setting.words);
    if (setting.radius > 0) draw_tile_icon(ui, {block.centre().x, block.y + setting.radius}, setting.radius, what, surface);
    block.cut_top(picture);
    if (setting.radius <= 0) block = block.centred(block.width, words_height(ui, inner.width, shown, *setting.title));
    draw_words(ui, block, shown, surface, *setting.title, Align::Centre);
}

/// Little room: first the pictures go, then the lines.
TileSetting setting_of(Ui& ui, const std::vector<Rect>& places, const std::vector<Tile>& all) {
    const Theme& theme = ui.theme();
    TileSetting setting{&theme.headline, true, theme.px(96), 0};
    const auto inner = [&](std::size_t i) { return places[i].inset(theme.padding); };
    for (std::size_t i = 0; i < all.size(); ++i)
        if (ui.paint.width(theme.headline, all[i].title) > inner(i).width) setting.title = &theme.title;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (words_height(ui, inner(i).width, all[i], *setting.title) > inner(i).height) setting.has_summary = false;
    for (std::size_t i = 0; i < all.size(); ++i) {
        Tile shown = all[i];
        if (!setting.has_summary) shown.summary = {};
        setting.words = std::max(setting.words, words_height(ui, inner(i).width, shown, *setting.title));
    }
    for (std::size_t i = 0; i < all.size(); ++i) setting.radius = std::min(setting.radius, (inner(i).height - setting.words - theme.px(32 + 16)) / 2);
    if (setting.radius < theme.px(36)) setting.radius = 0;
    return setting;
}

} // namespace

std::optional<std::size_t> tiles(Ui& ui, const std::vector<Rect>& places, const std::vector<Tile>& all) {
    const TileSetting setting = setting_of(ui, places, all);
    std::optional<std::size_t> tapped;
    for (std::size_t i = 0; i < all.size(); ++i) {
        draw_tile(ui, places[i], all[i], setting);
        if (ui.touch.target({all[i].id, told(all[i].title, all[i].summary), places[i], Role::Tile})) tapped = i;
    }
    return tapped;
}

bool wide_tile(Ui& ui, Rect rect, const Tile& what) {
    const Theme& theme = ui.theme();
    const Surface surface = surface_of(theme, what.emphasis, ui.touch.is_pressed(what.id), true);
    draw_surface(ui, rect, theme.radius, surface);
    Rect inner = rect.inset(theme.padding, 0);
    const float radius = std::min(theme.px(62), rect.height / 2 - theme.px(20));
    draw_tile_icon(ui, inner.cut_left(2 * radius).centre(), radius, what, surface);
    inner.cut_left(theme.px(30));
    draw_words(ui, inner.centred(inner.width, words_height(ui, inner.width, what, theme.title)), what, surface, theme.title, Align::Left);
    return ui.touch.target({what.id, told(what.title, what.summary), rect, Role::Tile});
}

float wide_tile_height(Ui& ui, float width, const Tile& what) {
    const Theme& theme = ui.theme();
    const float inner = width - 2 * theme.padding - 2 * theme.px(62) - theme.px(30);
    return std::max(words_height(ui, inner, what, theme.title) + 2 * theme.px(26), theme.px(164));
}

float row_height(Ui& ui, float width, const Row& what) {
    const Theme& theme = ui.theme();
    const float inner = width - 2 * theme.padding;
    float high = 2 * theme.px(26);
    high += static_cast<float>(std::min<std::size_t>(2, ui.paint.lines(what.title, theme.strong, inner).size())) * theme.strong.line;
    if (!what.summary.empty())
        high += static_cast<float>(std::min<std::size_t>(2, ui.paint.lines(what.summary, theme.small, inner).size())) * theme.small.line + theme.px(6);
    if (!what.meta.empty() || !what.badge.empty()) high += theme.small.line + theme.px(8);
    return high;
}

namespace {

struct MoodLook {
    Color ground, ink;
    std::string_view icon;
};

MoodLook look_of(const Theme& theme, Mood mood) {
    switch (mood) {
    case Mood::Calm: return {theme.accent_soft, theme.accent, "bell"};
    case Mood::Good: return {theme.good_soft, theme.good, "check"};
    case Mood::Caution: return {theme.caution_soft, theme.caution, "alert"};
    case Mood::Alarm: return {theme.alarm_soft, theme.alarm, "alert"};
    }
    return {theme.accent_soft, theme.accent, "bell"};
}

/// Found words on a line get a tinted ground.
void draw_marks(Ui& ui, Rect where, std::string_view text, const Line& line, const Type& type,
                const std::vector<std::pair<std::size_t, std::size_t>>& marks) {
    for (const auto& [begin, end] : marks) {
        const std::size_t from = std::max(begin, line.begin), to = std::min(end, line.end);
        if (from >= to || to > text.size()) continue;
        const float x = where.x + ui.paint.width(type, text.substr(line.begin, from - line.begin));
        const float wide = ui.paint.width(type, text.substr(from, to - from));
        ui.paint.fill({x, where.y + (type.line - type.em * 1.25F) / 2, wide, type.em * 1.25F}, ui.theme().mark);
    }
}

float draw_badge(Ui& ui, Rect where, std::string_view badge, Mood mood) {
    const Theme& theme = ui.theme();
    if (badge.empty()) return 0;
    const float wide = ui.paint.width(theme.small, badge) + theme.px(24);
    const Rect box{where.x, where.y + (where.height - theme.small.em * 1.5F) / 2, wide, theme.small.em * 1.5F};
    const MoodLook look = look_of(theme, mood);
    ui.paint.round(box, theme.px(8), look.ground);
    ui.paint.line(box, badge, theme.small, look.ink, Align::Centre);
    return wide + theme.px(16);
}

} // namespace

bool row(Ui& ui, Rect rect, const Row& what) {
    const Theme& theme = ui.theme();
    if (ui.paint.is_visible(rect)) {
        const bool pressed = ui.touch.is_pressed(what.id);
        Surface surface = surface_of(theme, Emphasis::Secondary, pressed, true);
        if (!pressed) surface.edge = theme.border;
        draw_surface(ui, rect, theme.radius, surface);
        Rect inner = rect.inset(theme.padding, theme.px(26));
        inner.cut_top(ui.paint.paragraph(inner, what.title, theme.strong, theme.ink, Align::Left, 2));
        if (!what.summary.empty()) {
            inner.cut_top(theme.px(6));
            const auto& lines = ui.paint.lines(what.summary, theme.small, inner.width);
            for (std::size_t i = 0; i < std::min<std::size_t>(2, lines.size()); ++i)
                draw_marks(ui, {inner.x, inner.y + static_cast<float>(i) * theme.small.line, inner.width, theme.small.line}, what.summary,
                           lines[i], theme.small, what.marks);
            inner.cut_top(ui.paint.paragraph(inner, what.summary, theme.small, theme.ink_soft, Align::Left, 2));
        }
        inner.cut_top(theme.px(8));
        Rect bottom = inner.cut_top(theme.small.line);
        bottom.cut_left(draw_badge(ui, bottom, what.badge, what.mood));
        ui.paint.line(bottom, what.meta, theme.small, theme.ink_soft, Align::Left, Fit::Shorten);
    }
    return ui.touch.target({what.id, told(told(what.badge, what.title), what.meta), rect, Role::Row});
}

float choice_height(Ui& ui, float width, const ChoiceRow& what) {
    const Theme& theme = ui.theme();
    const float inner = width - 2 * theme.padding - theme.px(44) - theme.px(24);
    float high = ui.paint.height(what.label, theme.strong, inner);
    if (!what.detail.empty()) high += theme.px(4) + ui.paint.height(what.detail, theme.small, inner);
    return std::max(high + 2 * theme.px(24), theme.button);
}

bool choice(Ui& ui, Rect rect, const ChoiceRow& what) {
    const Theme& theme = ui.theme();
    const bool pressed = ui.touch.is_pressed(what.id);
    if (ui.paint.is_visible(rect)) {
        const float edge = what.selected ? theme.hairline * 2 : theme.hairline;
        ui.paint.round(rect, theme.radius, what.selected || pressed ? theme.accent : theme.border_strong);
        ui.paint.round(rect.inset(edge), theme.radius - edge, what.selected || pressed ? theme.accent_soft : theme.surface);
        Rect inner = rect.inset(theme.padding, 0);
        const float size = theme.px(44);
        const Rect mark = inner.cut_left(size).centred(size, size);
        const float radius = what.role == Role::Check ? theme.px(10) : size / 2;
        ui.paint.round(mark, radius, what.selected ? theme.accent : theme.ink_soft);
        if (!what.selected) ui.paint.round(mark.inset(theme.hairline * 1.5F), radius - theme.hairline * 1.5F, theme.surface);
        else ui.paint.icon(mark.inset(theme.px(7)), "check", theme.on_accent);
        inner.cut_left(theme.px(24));
        const float label = ui.paint.height(what.label, theme.strong, inner.width);
        const float detail = what.detail.empty() ? 0 : theme.px(4) + ui.paint.height(what.detail, theme.small, inner.width);
        Rect words = inner.centred(inner.width, label + detail);
        words.cut_top(ui.paint.paragraph(words, what.label, theme.strong, theme.ink));
        words.cut_top(theme.px(4));
        ui.paint.paragraph(words, what.detail, theme.small, theme.ink_soft);
    }
    return ui.touch.target({what.id, told(what.label, what.detail), rect, what.role, "", true, what.selected});
}

namespace {

float banner_words(const Theme& theme, float width) { return width - 2 * theme.px(28) - theme.px(44) - theme.px(20); }

} // namespace

float banner_height(Ui& ui, float width, std::string_view text) {
    const Theme& theme = ui.theme();
    return ui.paint.height(text, theme.body, banner_words(theme, width)) + 2 * theme.px(18);
}

float banner(Ui& ui, Rect where, std::string_view id, std::string_view text, Mood mood) {
    const Theme& theme = ui.theme();
    const MoodLook look = look_of(theme, mood);
    const Rect box{where.x, where.y, where.width, banner_height(ui, where.width, text)};
    ui.paint.round(box, theme.radius_small, look.ink);
    ui.paint.round(box.inset(theme.hairline), theme.radius_small - theme.hairline, look.ground);
    Rect inner = box.inset(theme.px(28), theme.px(18));
    const float size = theme.px(44);
    Rect mark = inner.cut_left(size);
    ui.paint.icon(mark.cut_top(theme.body.line), look.icon, look.ink);
    inner.cut_left(theme.px(20));
    inner.width = banner_words(theme, where.width);
    ui.paint.paragraph(inner, text, theme.body, look.ink);
    Target target{std::string(id), std::string(text), box, Role::Text, std::string(text)};
    target.live = true;
    ui.touch.target(std::move(target));
    return box.height;
}

void steps(Ui& ui, Rect rect, int current, int total) {
    const Theme& theme = ui.theme();
    const float gap = total > 12 ? theme.px(4) : theme.px(8);
    for (int i = 0; i < total; ++i)
        ui.paint.round(rect.column(i, total, gap), rect.height / 2, i < current ? theme.accent : theme.border_strong);
}

float spoken_text(Ui& ui, Rect where, std::string_view id, std::string_view text, const Type& type, Color color, Align align) {
    const float high = ui.paint.paragraph(where, text, type, color, align);
    ui.touch.target({std::string(id), std::string(text), {where.x, where.y, where.width, high}, Role::Text, std::string(text)});
    return high;
}

Rect dialog_card(Ui& ui, float content_height) {
    const Theme& theme = ui.theme();
    ui.touch.cover();
    ui.paint.cover();
    ui.paint.fill(ui.screen(), theme.shade);
    const float width = std::min(ui.screen().width - 2 * theme.margin, theme.px(920));
    const Rect box = ui.screen().centred(width, content_height + 2 * theme.px(56));
    card(ui, box);
    return box.inset(theme.px(56));
}

} // namespace lianxin
