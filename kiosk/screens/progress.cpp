// Asking with the code of a receipt how far a request has come, and reading the answer.
#include "kiosk/screens/screens.h"

#include "kiosk/screens/dates.h"
#include "kiosk/screens/typing.h"
#include "kiosk/ui/phrases.h"
#include "kiosk/ui/list.h"
#include "kiosk/ui/widgets.h"

#include <algorithm>

namespace lianxin {

namespace {

std::string only_digits(std::string_view text) {
    std::string out(text);
    std::erase_if(out, [](char c) { return c < '0' || c > '9'; });
    return out;
}

struct Told {
    std::string text;
    Mood mood = Mood::Caution;
};

Told finding_text(const View& view, const Session& session, const Wording& words) {
    const ProgressState& state = session.progress;
    switch (state.finding) {
    case Finding::TooShort: return {words.fill("progress.too_short", {{"count", std::to_string(only_digits(session.composer.text()).size())}})};
    case Finding::WrongDigit: return {std::string(words("progress.wrong_digit")), Mood::Alarm};
    case Finding::Looking: return {std::string(words("progress.looking")), Mood::Calm};
    case Finding::NothingYet: return {std::string(words("progress.nothing_yet"))};
    case Finding::Wait: {
        if (!state.must_wait(view.monotonic)) return {};
        const auto left = ((state.wait_until - view.monotonic).count() + 999) / 1000;
        return {words.fill("progress.wait", {{"seconds", std::to_string(left)}})};
    }
    case Finding::Nothing:
    case Finding::Found: return {};
    }
    return {};
}

struct Asking {
    const View& view;
    const Session& session;
    Ui& ui;
    Intents& intents;

    float words(Rect where) const {
        const Theme& theme = ui.theme();
        const float top = where.y;
        where.cut_top(spoken_text(ui, where, "progress.title", ui.words("progress.title"), theme.headline, theme.ink));
        where.cut_top(spoken_text(ui, where, "progress.summary", ui.words("progress.summary"), theme.body, theme.ink_soft) + theme.px(28));
        const std::string digits = only_digits(session.composer.text());
        const Told told = finding_text(view, session, ui.words);
        figure_field(ui, where.cut_top(theme.button * 1.2F), "progress.code", ui.words("progress.code"), grouped(digits, {4, 4, 4, 4}), digits,
                     ui.words("progress.code"), told.mood == Mood::Alarm ? Mood::Alarm : Mood::Calm);
        where.cut_top(theme.px(20));
        if (!told.text.empty()) where.cut_top(banner(ui, where, "progress.told", told.text, told.mood) + theme.px(20));
        return where.y - top;
    }

    void find(Rect where) const {
        const bool enabled = session.progress.finding != Finding::Looking && !session.progress.must_wait(view.monotonic);
        Button what{"progress.find", ui.words("progress.find"), Emphasis::Primary, "search"};
        what.enabled = enabled;
        if (button(ui, where, what)) intents.push_back(intent::Find{});
    }

    void keys(Rect where) const {
        draw_keyboard(ui, intents, where, session, {Pad::Digits, ui.words("progress.find"), false}, intent::Find{});
    }

    void draw(Rect body) const {
        const Theme& theme = ui.theme();
        body.cut_top(theme.px(36));
        body.cut_bottom(theme.px(20));
        if (ui.is_wide()) {
            const Rect right = body.cut_right(body.width * 0.48F);
            Rect left = body.inset(theme.margin, 0);
            left.cut_top(words(left));
            find(left.cut_top(theme.button));
            keys({right.x, right.y, right.width - theme.margin, std::min(right.height, theme.px(620))});
            return;
        }
        const Rect below = body.cut_bottom(keyboard_height(theme, body.width, Pad::Digits)).inset(theme.px(20), 0);
        Rect inner = body.inset(theme.margin, 0);
        inner.cut_top(words(inner));
        find(inner.cut_top(theme.button));
        keys(below);
    }
};

struct Story {
    const View& view;
    Ui& ui;

    /// One step of the case: a dot on a line, what happened, when and by whom.
    float step(Rect where, const Update& update, bool is_last) const {
        const Theme& theme = ui.theme();
        const float top = where.y, side = theme.px(56);
        Rect words = where;
        const Rect rail = words.cut_left(side);
        const std::string state(ui.words("state." + std::string(name_of(update.state))));
        const std::string meta = beside(short_moment(update.at), update.office);
        words.cut_top(ui.paint.paragraph(words, state, theme.strong, is_last ? theme.accent : theme.ink));
        words.cut_top(ui.paint.paragraph(words, meta, theme.small, theme.ink_soft));
        std::string clock;
        if (update.due) clock = ui.words.fill("progress.due", {{"date", chinese_day(*update.due)}});
        clock = beside(clock, update.article);
        if (!clock.empty()) words.cut_top(ui.paint.paragraph(words, clock, theme.small, theme.ink_soft));
        words.cut_top(theme.px(28));
        const Point centre{rail.x + theme.px(20), top + theme.strong.line / 2};
        if (!is_last) ui.paint.fill({centre.x - theme.px(2), centre.y, theme.px(4), words.y - top}, theme.border_strong);
        ui.paint.disc(centre, is_last ? theme.px(15) : theme.px(11), is_last ? theme.accent : theme.ink_faint);
        ui.touch.target({"progress.step." + std::to_string(update.number), told(told(state, meta), clock), {where.x, top, where.width, words.y - top}, Role::Text, state});
        return words.y - top;
    }

    float reply(Rect where, const Update& update) const {
        const Theme& theme = ui.theme();
        const float width = where.width - 2 * theme.padding;
        const PageLayout& page = ui.pages.page(update.text, width, ui.paint, {});
        const Rect box{where.x, where.y, where.width, page.height() + theme.strong.line + theme.px(12) + 2 * theme.padding};
        card(ui, box);
        Rect inner = box.inset(theme.padding);
        ui.paint.line(inner.cut_top(theme.strong.line), update.office.empty() ? ui.words("progress.reply") : std::string_view(update.office), theme.strong, theme.accent, Align::Left, Fit::Shorten);
        inner.cut_top(theme.px(12));
        page.draw({inner.x, inner.y}, ui.paint, {});
        ui.touch.target({"progress.reply." + std::to_string(update.number), sentences(ui.words("progress.reply"), page.plain()), box, Role::Text, update.text});
        return box.height;
    }
};

void draw_found(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body) {
    const Theme& theme = ui.theme();
    const auto& updates = session.progress.updates;
    Rect bottom = body.cut_bottom(theme.button + 2 * theme.px(20)).inset(theme.margin, theme.px(20));
    const Story story{view, ui};
    list(ui, "progress.found", body, [&](Rect content) {
        Rect inner{content.x + theme.margin, content.y + theme.px(36), content.width - 2 * theme.margin, 1e6F};
        const Update& last = updates.back();
        inner.cut_top(spoken_text(ui, inner, "progress.service", last.service_title, theme.headline, theme.ink));
        std::string meta = ui.words.fill("progress.handed_in", {{"date", chinese_day(day_in_china(last.handed_in))}});
        if (!last.case_number.empty()) meta = beside(meta, std::string(ui.words("progress.case_number")) + " " + last.case_number);
        inner.cut_top(spoken_text(ui, inner, "progress.meta", meta, theme.small, theme.ink_soft) + theme.px(24));
        // The newest word first: it is what the resident came for.
        bool has_reply = false;
        for (auto update = updates.rbegin(); update != updates.rend(); ++update) {
            if (update->text.empty()) continue;
            if (!has_reply) inner.cut_top(ui.paint.paragraph(inner, ui.words("progress.reply"), theme.title, theme.ink) + theme.px(12));
            has_reply = true;
            inner.cut_top(story.reply(inner, *update) + theme.px(20));
        }
        inner.cut_top(theme.px(20));
        inner.cut_top(ui.paint.paragraph(inner, ui.words("progress.timeline"), theme.title, theme.ink) + theme.px(16));
        for (const Update& update : updates) inner.cut_top(story.step(inner, update, &update == &updates.back()));
        return inner.y - content.y + theme.px(16);
    });
    if (button(ui, bottom.column(0, 2, theme.px(24)), {"progress.again", ui.words("progress.again"), Emphasis::Secondary, "search"}))
        intents.push_back(intent::Clear{});
    if (button(ui, bottom.column(1, 2, theme.px(24)), {"progress.finish", ui.words("common.finish"), Emphasis::Primary, "check", ui.words("common.finish_spoken")}))
        intents.push_back(intent::FinishVisit{});
}

} // namespace

void draw_progress(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body) {
    if (session.progress.finding == Finding::Found && !session.progress.updates.empty()) return draw_found(view, session, ui, intents, body);
    Asking{view, session, ui, intents}.draw(body);
}

} // namespace lianxin
