// Draws header and footer.
#include "kiosk/screens/hall_frame.h"

#include "kiosk/screens/dates.h"
#include "kiosk/screens/passages.h"
#include "kiosk/ui/phrases.h"
#include "kiosk/ui/widgets.h"

#include <cmath>
#include <vector>

namespace lianxin {

namespace {

constexpr int stale_days = 3;
/// Content is renewed at least once a month where a hall is looked after.
constexpr int old_content_days = 31;

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

/// What is wrong with the content as such; empty when nothing is.
std::string content_trouble(const View& view, const Wording& words) {
    const EditionInfo& edition = view.catalogue.edition;
    if (!view.hall.content_trouble.empty() && view.hall.content_trouble != "not_found")
        return std::string(words(edition.number == 0 ? "hall.content_damaged" : "hall.content_damaged_part"));
    if (edition.number == 0) return std::string(words("hall.content_none"));
    if (edition.expires < view.now) return std::string(words("hall.content_expired"));
    return "";
}

long content_age(const View& view) { return static_cast<long>((day_in_china(view.now) - day_in_china(view.catalogue.edition.made)).count()); }

std::string content_text(const View& view, const Wording& words, bool& is_stale) {
    if (std::string trouble = content_trouble(view, words); !trouble.empty()) {
        is_stale = true;
        return trouble;
    }
    is_stale = is_stale || content_age(view) >= old_content_days;
    return words.fill("hall.content_from", {{"date", month_and_day(day_in_china(view.catalogue.edition.made), day_in_china(view.now))}});
}

/// The same for who passes by: how old it is, not when it was.
std::string content_age_text(const View& view, const Wording& words, bool& is_stale) {
    if (std::string trouble = content_trouble(view, words); !trouble.empty()) {
        is_stale = true;
        return trouble;
    }
    const long days = content_age(view);
    if (days <= 0) return std::string(words("hall.updated_today"));
    if (days == 1) return std::string(words("hall.updated_yesterday"));
    is_stale = is_stale || days >= old_content_days;
    return words.fill(days >= old_content_days ? "hall.updated_long_ago" : "hall.updated_days", {{"days", std::to_string(days)}});
}

/// One place of the footer.
struct Place {
    std::string_view id, wording, icon;
    Intent wish;
    bool enabled = true;
    float share = 1; ///< of the width
};

std::vector<Place> places_of(const View& view, const Session& session) {
    const bool can_leave = session.screen != Screen::Idle && session.screen != Screen::Home;
    std::vector<Place> places{{"common.back", "common.back", "back", intent::Back{}, can_leave}, {"common.home", "common.home", "home", intent::Home{}, can_leave}};
    if (view.devices.can_speak) places.push_back({"common.read", "common.read", "speaker", intent::Read{}});
    places.push_back({"common.elder", session.theme == ThemeName::Elder ? "common.elder_off" : "common.elder", "elder", intent::ToggleElder{}});
    places.push_back({"common.contrast", session.theme == ThemeName::Contrast ? "common.contrast_off" : "common.contrast", "contrast", intent::ToggleContrast{}});
    // The words for help are the longest and get the widest place.
    places.push_back({"common.help", "common.help", "hand", intent::Help{}, true, 1.9F});
    return places;
}

bool draw_place(Ui& ui, Rect rect, const Place& place) {
    const Theme& theme = ui.theme();
    const std::string id(place.id);
    const bool leads_to_people = std::holds_alternative<intent::Help>(place.wish);
    const std::string_view label = ui.words(place.wording);
    if (ui.touch.is_pressed(id)) ui.paint.round(rect.inset(theme.px(8)), theme.radius, theme.accent_soft);
    const Color ink = !place.enabled ? theme.ink_faint : leads_to_people ? theme.accent : theme.ink;
    const float icon = theme.px(44);
    Rect stack = rect.centred(rect.width, icon + theme.px(6) + theme.small.em * 1.2F);
    ui.paint.icon(stack.cut_top(icon), place.icon, ink);
    stack.cut_top(theme.px(6));
    ui.paint.line(stack, label, theme.small, ink, Align::Centre);
    return ui.touch.target({id, std::string(label), rect, Role::Button, "", place.enabled});
}

float finish_width(Ui& ui) {
    const Theme& theme = ui.theme();
    return std::ceil(ui.paint.width(theme.small, ui.words("common.finish"))) + theme.px(36 + 12) + 2 * theme.px(20);
}

/// 结束并清除, at the right end of the header while somebody is there.
void draw_finish(Ui& ui, Intents& intents, Rect place) {
    const Theme& theme = ui.theme();
    const Button finish{"common.finish", ui.words("common.finish"), Emphasis::Secondary, "door", ui.words("common.finish_spoken")};
    const float gap = theme.px(12), icon = theme.px(36);
    place = place.centred(place.width, std::max(theme.target, theme.px(84)));
    const bool pressed = ui.touch.is_pressed(finish.id);
    ui.paint.round(place, theme.radius, theme.border_strong);
    ui.paint.round(place.inset(theme.hairline), theme.radius - theme.hairline, pressed ? theme.accent_soft : theme.surface);
    Rect words = place.inset(theme.px(20), 0);
    ui.paint.icon(words.cut_left(icon), finish.icon, theme.ink);
    words.cut_left(gap);
    ui.paint.line(words, finish.label, theme.small, theme.ink);
    if (ui.touch.target({finish.id, std::string(finish.spoken), place, Role::Button})) intents.push_back(intent::AskToFinish{});
}

/// "工作人员 王芳 正在协助"; empty when nobody does.
std::string helper_words(const Session& session, const Wording& words) {
    const AssistanceState& state = session.assistance;
    if (!state.member || session.screen == Screen::Staff) return "";
    const std::string key = !state.form.kind ? "assist.here" : "assist." + std::string(name_of(*state.form.kind));
    return words.fill(key, {{"name", state.member->name}});
}

} // namespace

Freshness freshness(const View& view, const Wording& words) {
    Freshness fresh;
    // A mended store comes before everything else: whoever passes by shall call the technician.
    if (view.hall.recovered) return {std::string(words("hall.recovered")), std::string(words("hall.recovered")), true};
    const std::string content = content_text(view, words, fresh.is_stale);
    const bool content_worries = fresh.is_stale;
    const std::string contact = contact_text(view, words, fresh.is_stale);
    fresh.text = content + " · " + contact;
    fresh.brief = content_worries ? content : contact;
    return fresh;
}

Ages ages(const View& view, const Wording& words) {
    Ages told;
    told.contact.text = contact_text(view, words, told.contact.is_stale);
    told.content.text = content_age_text(view, words, told.content.is_stale);
    return told;
}

namespace {

/// "今天08:14联通县里；内容更新于2天前" in one line with a sign before it.
void draw_ages_line(const std::string& text, bool is_stale, Ui& ui, Rect where) {
    const Theme& theme = ui.theme();
    const Type& usual = is_stale ? theme.strong : theme.body;
    const float icon = usual.em * 1.1F, gap = theme.px(16), pad = theme.px(28), around = icon + gap + 2 * pad + theme.px(4);
    const Type& type = ui.paint.fitting({&usual, &theme.small}, text, where.width - around);
    const Rect strip = where.centred(std::min(where.width, std::ceil(ui.paint.width(type, text)) + around), std::min(where.height, theme.body.line + theme.px(28)));
    const Color ink = is_stale ? theme.caution : theme.ink_soft;
    ui.paint.round(strip, strip.height / 2, is_stale ? theme.caution_soft : theme.surface);
    Rect words = strip.inset(pad, 0);
    ui.paint.icon(words.cut_left(icon).centred(icon, icon), is_stale ? "alert" : "check", ink);
    words.cut_left(gap);
    ui.paint.line(words, text, type, ink, Align::Left, Fit::Shorten);
    ui.touch.target({"idle.freshness", text, strip, Role::Text, text});
}

/// What is stale stands in the type of titles and before the other, beside a large sign.
void draw_ages_card(const Ages& told, const std::string& text, Ui& ui, Rect where) {
    const Theme& theme = ui.theme();
    const float pad = theme.px(28), icon = theme.px(64), gap = theme.px(24);
    const Ages::Age *first = &told.contact, *second = &told.content;
    if (!first->is_stale) std::swap(first, second);
    const float width = std::min(where.width, theme.measure()), room = width - 2 * pad - icon - gap;
    const Type& large = ui.paint.fitting({&theme.title, &theme.strong, &theme.small}, first->text, room);
    const Type& other = ui.paint.fitting({second->is_stale ? &large : &theme.body, &theme.small}, second->text, room);
    const Rect box = where.centred(width, std::min(where.height, large.line + other.line + 2 * theme.px(20)));
    ui.paint.round(box, theme.radius, theme.caution);
    ui.paint.round(box.inset(theme.hairline), theme.radius - theme.hairline, theme.caution_soft);
    Rect inner = box.inset(pad, (box.height - large.line - other.line) / 2);
    ui.paint.icon(inner.cut_left(icon).centred(icon, icon), "alert", theme.caution);
    inner.cut_left(gap);
    ui.paint.line(inner.cut_top(large.line), first->text, large, theme.caution, Align::Left, Fit::Shorten);
    ui.paint.line(inner.cut_top(other.line), second->text, other, second->is_stale ? theme.caution : theme.ink_soft, Align::Left, Fit::Shorten);
    ui.touch.target({"idle.freshness", text, box, Role::Text, text});
}

} // namespace

float ages_height(const View& view, Ui& ui) {
    const Theme& theme = ui.theme();
    if (ui.is_wide() || !ages(view, ui.words).is_stale()) return theme.body.line + theme.px(28 + 2 * 24);
    return 2 * theme.title.line + theme.px(2 * 20 + 2 * 24);
}

void draw_ages(const View& view, Ui& ui, Rect where) {
    const Theme& theme = ui.theme();
    const Ages told = ages(view, ui.words);
    const std::string text = told.contact.text + "；" + told.content.text;
    where = where.inset(0, theme.px(24));
    if (told.is_stale() && where.height >= theme.title.line + theme.body.line) draw_ages_card(told, text, ui, where);
    else draw_ages_line(text, told.is_stale(), ui, where);
}

Rect draw_header(const View& view, const Session& session, Ui& ui, Intents& intents, Rect screen) {
    const Theme& theme = ui.theme();
    Rect bar = screen.cut_top(theme.header);
    ui.paint.fill(bar, theme.surface);
    ui.paint.fill({bar.x, bar.bottom() - theme.hairline, bar.width, theme.hairline}, theme.border);
    bar = bar.inset(theme.margin, 0);
    const bool is_visit = session.screen != Screen::Idle;
    const Rect end = is_visit ? bar.cut_right(finish_width(ui)) : Rect{};
    if (is_visit) bar.cut_right(theme.px(20));
    const float side = theme.px(72);
    const Rect mark = bar.cut_left(side).centred(side, side);
    ui.paint.round(mark, theme.px(18), theme.accent);
    ui.paint.icon(mark.inset(theme.px(12)), "heart", theme.on_accent);
    bar.cut_left(theme.px(20));

    const std::string helper = ui.is_wide() ? helper_words(session, ui.words) : "";
    const Freshness fresh = helper.empty() ? freshness(view, ui.words) : Freshness{helper, helper, false};
    const std::string time = view.hall.clock_trusted ? clock_time(view.now) : std::string(ui.words("hall.clock_unset"));
    const Day today = day_in_china(view.now);
    std::string date = view.hall.clock_trusted ? day_and_weekday(today, ui.words) : std::string();
    const float needed = ui.paint.width(theme.small, fresh.text) + theme.px(20);
    // Where it is narrow, how fresh things are matters more than the date.
    if (!date.empty() && ui.paint.width(theme.small, date) + needed > bar.width) date = month_and_day(today, today);
    if (!date.empty() && ui.paint.width(theme.small, date) + needed > bar.width) date.clear();
    bar = bar.centred(bar.width, theme.title.line + theme.small.line);
    const Rect lines = bar;
    Rect above = bar.cut_top(theme.title.line);
    Rect clock = above.cut_right(std::ceil(ui.paint.width(theme.title, time)) + theme.px(2));
    if (date.empty()) clock = clock.centred(clock.width, 0).moved(0, lines.centre().y - clock.centre().y).inset(0, -theme.title.line / 2);
    ui.paint.line(clock, time, theme.title, theme.ink, Align::Right);
    Rect below = bar;
    const Rect day = below.cut_right(date.empty() ? clock.width : std::ceil(ui.paint.width(theme.small, date)));
    below.cut_right(theme.px(8));
    ui.paint.line(day, date, theme.small, theme.ink_soft, Align::Right);
    above.cut_right(theme.px(20));
    ui.paint.line(above, view.hall.hall, ui.paint.fitting({&theme.title, &theme.strong}, view.hall.hall, above.width), theme.ink, Align::Left, Fit::Shorten);
    const bool fits = ui.paint.width(theme.small, fresh.text) <= below.width;
    const Color ink = !helper.empty() ? theme.accent : fresh.is_stale ? theme.caution : theme.ink_soft;
    ui.paint.line(below, fits ? fresh.text : fresh.brief, theme.small, ink, Align::Left, Fit::Shorten);
    ui.touch.target({helper.empty() ? "hall.freshness" : "assist.helper", told(view.hall.hall, fresh.text), {above.x, above.y, above.width, above.height + below.height}, Role::Text, fresh.text});
    ui.touch.target({"hall.clock", told(time, date), {clock.x, clock.y, clock.width, clock.height}, Role::Text, time});
    if (is_visit) draw_finish(ui, intents, end);
    return screen;
}

Rect draw_helper(const Session& session, Ui& ui, Rect body) {
    const std::string text = ui.is_wide() ? "" : helper_words(session, ui.words);
    if (text.empty()) return body;
    const Theme& theme = ui.theme();
    const Rect strip = body.cut_top(theme.small.line + theme.px(16));
    ui.paint.fill(strip, theme.accent_soft);
    const float icon = theme.small.em * 1.15F, gap = theme.px(14);
    Rect words = strip.centred(std::ceil(ui.paint.width(theme.small, text) + icon + gap) + theme.px(4), strip.height);
    ui.paint.icon(words.cut_left(icon).centred(icon, icon), "person", theme.accent);
    words.cut_left(gap);
    ui.paint.line(words, text, theme.small, theme.accent);
    ui.touch.target({"assist.helper", text, strip, Role::Text, text});
    return body;
}

Rect body_without_footer(const Ui& ui, Rect body) {
    body.cut_bottom(ui.theme().footer);
    return body;
}

void draw_footer(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body) {
    const Theme& theme = ui.theme();
    Rect bar = body.cut_bottom(theme.footer);
    ui.paint.fill(bar, theme.surface);
    ui.paint.fill({bar.x, bar.y, bar.width, theme.hairline}, theme.border);
    bar.cut_top(theme.hairline);
    bar = bar.inset(theme.px(16), 0);
    const auto places = places_of(view, session);
    float shares = 0;
    for (const Place& place : places) shares += place.share;
    float passed = 0;
    for (const Place& place : places) {
        const float left = std::round(bar.x + bar.width * passed / shares);
        passed += place.share;
        const float right = std::round(bar.x + bar.width * passed / shares);
        if (!draw_place(ui, {left, bar.y, right - left, bar.height}, place)) continue;
        // What is read is what the finger saw.
        if (std::holds_alternative<intent::Read>(place.wish)) intents.push_back(intent::Read{passages_of(ui.touch.targets(), session)});
        else intents.push_back(place.wish);
    }
}

} // namespace lianxin
