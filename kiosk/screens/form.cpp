// A form, one question a page: what is asked, the means to answer, what is wrong, and the way on. Its first page says what it is for.
#include "kiosk/screens/screens.h"

#include "kiosk/form.h"
#include "kiosk/screens/form_field.h"
#include "kiosk/screens/typing.h"
#include "kiosk/ui/phrases.h"
#include "kiosk/ui/list.h"
#include "kiosk/ui/widgets.h"

#include <algorithm>

namespace lianxin {

namespace {

float draw_documents(const Service& service, Ui& ui, Rect where) {
    if (service.documents.empty()) return 0;
    const Theme& theme = ui.theme();
    const float top = where.y;
    std::string all;
    where.cut_top(ui.paint.paragraph(where, ui.words("form.documents"), theme.strong, theme.ink));
    for (const Document& document : service.documents) {
        const std::string line = noted(document.name, document.note);
        Rect item = where;
        const float dot = theme.px(10);
        const Rect mark = item.cut_left(theme.px(36));
        ui.paint.disc({mark.x + theme.px(14), mark.y + theme.body.line / 2}, dot / 2, theme.accent);
        where.cut_top(ui.paint.paragraph(item, line, theme.body, theme.ink));
        all = listed(all, line);
    }
    where.cut_top(ui.paint.paragraph(where, ui.words("form.documents_later"), theme.small, theme.ink_soft) + theme.px(28));
    ui.touch.target({"form.documents", all, {where.x, top, where.width, where.y - top}, Role::Text, all});
    return where.y - top;
}

float draw_privacy(const Service& service, Ui& ui, Rect where) {
    const Theme& theme = ui.theme();
    const float inner_width = where.width - 2 * theme.padding;
    float high = theme.strong.line + theme.px(8) + ui.paint.height(service.notice, theme.body, inner_width);
    const Rect box{where.x, where.y, where.width, high + 2 * theme.padding};
    card(ui, box);
    Rect inner = box.inset(theme.padding);
    Rect title = inner.cut_top(theme.strong.line);
    ui.paint.icon(title.cut_left(theme.px(44)), "lock", theme.accent);
    title.cut_left(theme.px(12));
    ui.paint.line(title, ui.words("form.notice_title"), theme.strong, theme.ink);
    inner.cut_top(theme.px(8));
    ui.paint.paragraph(inner, service.notice, theme.body, theme.ink);
    ui.touch.target({"form.notice", sentences(ui.words("form.notice_title"), service.notice), box, Role::Text, service.notice});
    return box.height;
}

void draw_first_page(const Service& service, const Answers& answers, Ui& ui, Intents& intents, Rect body) {
    const Theme& theme = ui.theme();
    Rect bottom = body.cut_bottom(theme.button + 2 * theme.px(24)).inset(theme.margin, theme.px(24));
    list(ui, "form.about." + service.id, body, [&](Rect content) {
        Rect inner{content.x + theme.margin, content.y + theme.px(36), content.width - 2 * theme.margin, 1e6F};
        const Rect head = inner.cut_top(std::max(theme.headline.line, theme.px(104)));
        Rect words = head;
        const Rect mark = words.cut_left(theme.px(104));
        ui.paint.disc(mark.centre(), theme.px(52), theme.accent_soft);
        ui.paint.icon(mark.centred(theme.px(60), theme.px(60)), service.icon, theme.accent);
        words.cut_left(theme.px(28));
        ui.paint.line(words, service.title, theme.headline, theme.ink);
        inner.cut_top(theme.px(20));
        inner.cut_top(spoken_text(ui, inner, "form.summary", service.spoken.empty() ? service.summary : service.spoken, theme.body, theme.ink) + theme.px(28));
        inner.cut_top(draw_documents(service, ui, inner));
        inner.cut_top(draw_privacy(service, ui, inner) + theme.px(24));
        if (service.sealed_to == Opener::Discipline)
            inner.cut_top(banner(ui, inner, "form.discipline", ui.words("form.discipline"), Mood::Good) + theme.px(24));
        const auto count = asked_fields(service, answers).size();
        inner.cut_top(ui.paint.paragraph(inner, ui.words.fill("form.questions", {{"count", std::to_string(count)}}), theme.body, theme.ink_soft));
        return inner.y - content.y + theme.px(24);
    });
    const float width = std::min(bottom.width, theme.px(ui.is_wide() ? 640 : 1080));
    if (button(ui, bottom.cut_right(width), {"form.next", ui.words("form.start"), Emphasis::Primary, "arrow", {}, true, IconPlace::After})) intents.push_back(intent::BeginForm{});
}

/// 第 n 步，共 m 步, the filled segments, and the service's name.
void draw_progress_line(const Service& service, std::size_t at, std::size_t count, Ui& ui, Rect where) {
    const Theme& theme = ui.theme();
    const std::string text = ui.words.fill("form.step", {{"n", std::to_string(at + 1)}, {"m", std::to_string(count)}});
    Rect words = where.cut_top(theme.small.line);
    ui.touch.target({"form.step", text, words, Role::Text, text});
    ui.paint.line(words, text, theme.small, theme.accent, Align::Right);
    words.cut_right(ui.paint.width(theme.small, text) + theme.px(24));
    ui.paint.line(words, service.title, theme.small, theme.ink_soft, Align::Left, Fit::Shorten);
    where.cut_top(theme.px(10));
    steps(ui, where.cut_top(theme.px(10)), static_cast<int>(at) + 1, static_cast<int>(count));
}

struct Page {
    const View& view;
    const Session& session;
    const Service& service;
    const Field& field;
    Ui& ui;
    Intents& intents;

    float question(Rect where) const {
        const Theme& theme = ui.theme();
        const float top = where.y;
        std::string label = field.label;
        where.cut_top(ui.paint.paragraph(where, label, theme.title, theme.ink) + theme.px(4));
        std::string detail;
        if (!field.required) detail = ui.words("form.optional");
        const bool hint_in_box = field.type == FieldType::Text || field.type == FieldType::LongText || field.type == FieldType::Identity;
        if (!field.hint.empty() && !hint_in_box) detail = sentences(detail, field.hint);
        if (!detail.empty()) where.cut_top(ui.paint.paragraph(where, detail, theme.small, theme.ink_soft));
        ui.touch.target({"form.question", field.spoken.empty() ? field.label : field.spoken, {where.x, top, where.width, where.y - top}, Role::Text, label});
        return where.y - top + theme.px(16);
    }

    float problem(Rect where) const {
        if (!session.form.problem) return 0;
        return banner(ui, where, "form.problem", problem_text(ui.words, field, *session.form.problem), Mood::Alarm) + ui.theme().px(16);
    }

    void next(Rect where) const {
        if (button(ui, where, {"form.next", ui.words(session.form.to_confirm ? "form.to_confirm" : "form.next"), Emphasis::Primary, "arrow", {}, true, IconPlace::After}))
            intents.push_back(intent::Next{});
    }

    void draw_keys(Rect where) const {
        KeyboardOptions options{pad_of(field), ui.words(session.form.to_confirm ? "form.to_confirm" : "form.next"), field.type == FieldType::IdNumber};
        if (offers_memo(field, session, view.hall, view.devices)) {
            options.memo = &session.memo;
            options.memo_means = {may_record(field, session, view.hall, view.devices), view.devices.can_speak};
        }
        draw_keyboard(ui, intents, where, session, options, intent::Next{});
    }

    /// Question and answer scroll when they do not fit.
    void asked(Rect where) const {
        const Theme& theme = ui.theme();
        list(ui, "form.page." + field.name, where, [&](Rect content) {
            Rect inner{content.x + theme.margin, content.y, content.width - 2 * theme.margin, 1e6F};
            inner.cut_top(question(inner));
            inner.cut_top(problem(inner));
            inner.cut_top(draw_answer(view, session, field, ui, intents, inner));
            return inner.y - content.y + theme.px(8);
        });
    }

    /// A typed answer takes the room that the keyboard leaves.
    void typed(Rect where) const {
        Rect inner = where.inset(ui.theme().margin, 0);
        inner.cut_top(question(inner));
        inner.cut_top(problem(inner));
        draw_answer(view, session, field, ui, intents, inner);
    }
};

void draw_question(const Page& page, Ui& ui, Rect body) {
    const Theme& theme = ui.theme();
    const auto asked = asked_fields(page.service, page.session.form.answers);
    const auto at = static_cast<std::size_t>(std::find(asked.begin(), asked.end(), &page.field) - asked.begin());
    body.cut_top(theme.px(24));
    draw_progress_line(page.service, std::min(at, asked.size() - 1), asked.size(), ui, body.cut_top(theme.small.line + theme.px(20)).inset(theme.margin, 0));
    body.cut_top(theme.px(28));
    const bool typed = is_typed(page.field);
    if (!typed) {
        const Rect bottom = body.cut_bottom(theme.button + 2 * theme.px(20)).inset(theme.margin, theme.px(20));
        const float width = std::min(bottom.width, theme.px(ui.is_wide() ? 640 : 1080));
        page.asked(body);
        page.next({bottom.right() - width, bottom.y, width, bottom.height});
        return;
    }
    if (ui.is_wide()) {
        // Side by side: the question left, the keys right.
        body.cut_bottom(theme.px(20));
        const Rect keys = body.cut_right(body.width * 0.54F);
        const Rect next = body.cut_bottom(theme.button).inset(theme.margin, 0);
        body.cut_bottom(theme.px(16));
        page.typed(body);
        page.next(next);
        page.draw_keys({keys.x, keys.y, keys.width - theme.margin, keys.height});
        return;
    }
    body.cut_bottom(theme.px(20));
    const float high = keyboard_height(theme, body.width, pad_of(page.field));
    const Rect keys = body.cut_bottom(high).inset(theme.px(20), 0);
    body.cut_bottom(theme.px(20));
    const Rect next = body.cut_bottom(theme.button).inset(theme.margin, 0);
    body.cut_bottom(theme.px(20));
    page.typed(body);
    page.next(next);
    page.draw_keys(keys);
}

} // namespace

void draw_form(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body) {
    const Service* service = view.catalogue.service(session.form.service);
    if (!service) return draw_trouble(view, session, ui, intents, body);
    const Field* field = service->field(session.form.field);
    if (!field) return draw_first_page(*service, session.form.answers, ui, intents, body);
    draw_question({view, session, *service, *field, ui, intents}, ui, body);
}

} // namespace lianxin
