// Draws header and footer.
#include "kiosk/screens/hall_frame.h"

#include "kiosk/screens/dates.h"
#include "kiosk/ui/phrases.h"
#include "kiosk/ui/widgets.h"

#include <array>
#include <cmath>

namespace lianxin {

namespace {

constexpr int stale_days = 3;

std::string contact_text(const View& view, const Wording& words, bool& is_stale) {
    if (!view.hall.last_contact) {
        is_stale = true;
        return std::string(words("hall.contact_never"));
    }
    const auto days = (day_in_china(view.now) - day_in_china(*view.hall.last_contact)).count();
    if (days <= 0) return words.fill("hall.contact_today", {{"time", clock_time(*view.hall.last_contact)}});
    if (days == 1) return std::string(words("hall.contact_yesterday"));
    is_stale = is_stale || days >= stale_days;
    return words.fill("hall.contact_days", {{"days", std::to_string(days)}});
}

std::string content_text(const View& view, const Wording& words, bool& is_stale) {
    const EditionInfo& edition = view.catalogue.edition;
    if (!view.hall.content_trouble.empty() && view.hall.content_trouble != "not_found") {
        is_stale = true;
        return std::string(words(edition.number == 0 ? "hall.content_damaged" : "hall.content_damaged_part"));
    }
    if (edition.number == 0) {
        is_stale = true;
        return std::string(words("hall.content_none"));
    }
    if (edition.expires < view.now) {
        is_stale = true;
        return std::string(words("hall.content_expired"));
    }
    return words.fill("hall.content_from", {{"date", month_and_day(day_in_china(edition.made), day_in_china(view.now))}});
}

struct FooterButton {
    const char* id;
    std::string_view wording, icon;
};

} // namespace

Freshness freshness(const View& view, const Wording& words) {
    Freshness fresh;
    // A mended store comes before everything else: whoever passes by shall call the technician.
    if (view.hall.recovered) return {std::string(words("hall.recovered")), true};
    fresh.text = content_text(view, words, fresh.is_stale);
    fresh.text += " · " + contact_text(view, words, fresh.is_stale);
    return fresh;
}

Rect draw_header(const View& view, Ui& ui, Rect screen) {
    const Theme& theme = ui.theme();
    Rect bar = screen.cut_top(theme.header);
    ui.paint.fill(bar, theme.surface);
    ui.paint.fill({bar.x, bar.bottom() - theme.hairline, bar.width, theme.hairline}, theme.border);
    bar = bar.inset(theme.margin, 0);
    const float side = theme.px(72);
    const Rect mark = bar.cut_left(side).centred(side, side);
    ui.paint.round(mark, theme.px(18), theme.accent);
    ui.paint.icon(mark.inset(theme.px(12)), "heart", theme.on_accent);
    bar.cut_left(theme.px(22));

    const Freshness fresh = freshness(view, ui.words);
    const std::string time = view.hall.clock_trusted ? clock_time(view.now) : std::string(ui.words("hall.clock_unset"));
    const Day today = day_in_china(view.now);
    std::string date = view.hall.clock_trusted ? day_and_weekday(today, ui.words) : std::string();
    const float needed = ui.paint.width(theme.small, fresh.text) + theme.px(20);
    // Where it is narrow, how fresh things are matters more than the weekday.
    if (!date.empty() && ui.paint.width(theme.small, date) + needed > bar.width) date = month_and_day(today, today);
    const float right = std::max(ui.paint.width(theme.title, time), ui.paint.width(theme.small, date));
    Rect clock = bar.cut_right(std::ceil(right) + theme.px(2));
    bar.cut_right(theme.px(20));
    const float pad = (theme.header - theme.title.line - theme.small.line) / 2;
    const auto two_lines = [&](Rect where, std::string_view above, std::string_view below, Color ink, Align align, Fit fit) {
        where.cut_top(pad);
        ui.paint.line(where.cut_top(theme.title.line), above, theme.title, theme.ink, align, fit);
        ui.paint.line(where.cut_top(theme.small.line), below, theme.small, ink, align, fit);
    };
    two_lines(clock, time, date, theme.ink_soft, Align::Right, Fit::Whole);
    two_lines(bar, view.hall.hall, fresh.text, fresh.is_stale ? theme.caution : theme.ink_soft, Align::Left, Fit::Shorten);
    ui.touch.target({"hall.clock", date.empty() ? time : told(time, date), clock, Role::Text, time});
    ui.touch.target({"hall.freshness", told(view.hall.hall, fresh.text), bar, Role::Text, fresh.text});
    return screen;
}

Rect body_without_footer(const Ui& ui, Rect body) {
    body.cut_bottom(ui.theme().footer);
    return body;
}

void draw_footer(const Session& session, Ui& ui, Intents& intents, Rect body) {
    const Theme& theme = ui.theme();
    Rect bar = body.cut_bottom(theme.footer);
    ui.paint.fill(bar, theme.surface);
    ui.paint.fill({bar.x, bar.y, bar.width, theme.hairline}, theme.border);
    const bool can_leave = session.screen != Screen::Idle && session.screen != Screen::Home;
    const std::array<FooterButton, 4> buttons{{{"common.back", "common.back", "back"},
                                               {"common.home", "common.home", "home"},
                                               {"common.elder", session.theme == ThemeName::Elder ? "common.elder_off" : "common.elder", "elder"},
                                               {"common.help", "common.help", "hand"}}};
    const Rect inner = bar.inset(theme.px(24), 0);
    // The words for help are the longest and get the widest place.
    const float unit = inner.width / 4.75F;
    float x = inner.x;
    for (std::size_t i = 0; i < buttons.size(); ++i) {
        const float wide = i == 3 ? unit * 1.75F : unit;
        const Rect place{std::round(x), inner.y + theme.hairline, std::round(wide), inner.height - theme.hairline};
        x += wide;
        const bool enabled = i >= 2 || can_leave;
        const bool pressed = ui.touch.is_pressed(buttons[i].id);
        if (pressed) ui.paint.round(place.inset(theme.px(8)), theme.radius, theme.accent_soft);
        const Color ink = enabled ? (i == 3 ? theme.accent : theme.ink) : theme.ink_faint;
        const std::string_view label = ui.words(buttons[i].wording);
        const float icon = theme.px(44), high = icon + theme.px(6) + theme.small.em * 1.2F;
        Rect stack = place.centred(place.width, high);
        ui.paint.icon(stack.cut_top(icon), buttons[i].icon, ink);
        stack.cut_top(theme.px(6));
        ui.paint.line(stack, label, theme.small, ink, Align::Centre);
        if (ui.touch.target({buttons[i].id, std::string(label), place, Role::Button, "", enabled})) {
            if (i == 0) intents.push_back(intent::Back{});
            else if (i == 1) intents.push_back(intent::Home{});
            else if (i == 2) intents.push_back(intent::ToggleElder{});
            else intents.push_back(intent::Help{});
        }
    }
}

} // namespace lianxin
