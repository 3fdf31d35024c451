// Everything read back before it is handed in.
#include "kiosk/screens/screens.h"

#include "kiosk/screens/form_field.h"
#include "kiosk/ui/phrases.h"
#include "kiosk/ui/list.h"
#include "kiosk/ui/widgets.h"

namespace lianxin {

namespace {

float draw_entry(Ui& ui, Intents& intents, Rect where, const Field& field, std::string_view text) {
    const Theme& theme = ui.theme();
    const std::string id = "confirm.edit." + field.name;
    const Button edit{id, ui.words("confirm.edit"), Emphasis::Secondary, "edit", field.label};
    const float side = button_width(ui, edit);
    const float words = where.width - 2 * theme.padding - side - theme.px(24);
    const float high = std::max(ui.paint.height(field.label, theme.small, words) + ui.paint.height(text, theme.body, words), theme.target) + 2 * theme.px(24);
    Rect box{where.x, where.y, where.width, high};
    ui.paint.fill({box.x + theme.padding, box.y, box.width - 2 * theme.padding, theme.hairline}, theme.border);
    Rect inner = box.inset(theme.padding, theme.px(24));
    const Rect right = inner.cut_right(side).centred(side, theme.target);
    Rect read = inner;
    read.width = words;
    const float label = ui.paint.paragraph(read, field.label, theme.small, theme.ink_soft);
    read.cut_top(label);
    ui.paint.paragraph(read, text, theme.body, theme.ink);
    ui.touch.target({"confirm.value." + field.name, told(field.label, text), {inner.x, inner.y, words, inner.height}, Role::Text, std::string(text)});
    const std::string spoken = ui.words.fill("confirm.edit_spoken", {{"label", field.label}});
    Button with_voice = edit;
    with_voice.spoken = spoken;
    if (button(ui, right, with_voice)) intents.push_back(intent::EditAnswer{field.name});
    return high;
}

std::string promise_of(const View& view, const Service& service, const Wording& words) {
    const auto* rule = view.catalogue.clock_rule(service.clock);
    if (!rule) return "";
    const Day due = due_day(*rule, day_in_china(view.now), view.catalogue.calendar);
    return noted(words.fill("confirm.promise", {{"date", chinese_day(due)}}), rule->article);
}

void draw_saving(Ui& ui, Rect body) {
    const Theme& theme = ui.theme();
    Rect block = body.centred(body.width - 2 * theme.margin, theme.px(160) + theme.headline.line + theme.body.line + theme.px(36));
    const Rect mark = block.cut_top(theme.px(160));
    ui.paint.disc(mark.centre(), theme.px(80), theme.accent_soft);
    ui.paint.icon(mark.centred(theme.px(88), theme.px(88)), "lock", theme.accent);
    block.cut_top(theme.px(36));
    spoken_text(ui, block.cut_top(theme.headline.line), "confirm.saving", ui.words("confirm.saving"), theme.headline, theme.ink, Align::Centre);
    ui.paint.line(block, ui.words("confirm.saving_more"), theme.body, theme.ink_soft, Align::Centre);
}

} // namespace

void draw_confirm(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body) {
    const Theme& theme = ui.theme();
    const Service* service = view.catalogue.service(session.form.service);
    if (!service) return draw_trouble(view, session, ui, intents, body);
    if (session.hand_in == HandIn::Saving) return draw_saving(ui, body);
    const Rect bottom = body.cut_bottom(theme.button * 1.1F + 2 * theme.px(20)).inset(theme.margin, theme.px(20));
    list(ui, "confirm", body, [&](Rect content) {
        Rect inner{content.x + theme.margin, content.y + theme.px(36), content.width - 2 * theme.margin, 1e6F};
        inner.cut_top(spoken_text(ui, inner, "confirm.title", ui.words("confirm.title"), theme.headline, theme.ink));
        inner.cut_top(spoken_text(ui, inner, "confirm.summary", ui.words("confirm.summary"), theme.body, theme.ink_soft) + theme.px(24));
        // The card is drawn behind its entries, so its height is last frame's; nothing moves while reading.
        const auto fields = asked_fields(*service, session.form.answers);
        const float top = inner.y;
        Rect measure = inner;
        float high = theme.px(24) + ui.paint.height(service->title, theme.title, inner.width - 2 * theme.padding) + theme.px(12);
        const Button edit{"", ui.words("confirm.edit"), Emphasis::Secondary, "edit"};
        const float words = inner.width - 2 * theme.padding - button_width(ui, edit) - theme.px(24);
        for (const Field* field : fields) {
            const std::string text = given_text(view, ui.words, *field, session.form);
            high += std::max(ui.paint.height(field->label, theme.small, words) + ui.paint.height(text, theme.body, words), theme.target) + 2 * theme.px(24);
        }
        card(ui, {measure.x, top, measure.width, high + theme.px(8)});
        Rect head = inner;
        head.cut_top(theme.px(24));
        head = head.inset(theme.padding, 0);
        const float title = ui.paint.paragraph(head, service->title, theme.title, theme.accent);
        inner.cut_top(theme.px(24) + title + theme.px(12));
        for (const Field* field : fields) {
            const std::string text = given_text(view, ui.words, *field, session.form);
            inner.cut_top(draw_entry(ui, intents, inner, *field, text));
        }
        inner.cut_top(theme.px(32));
        const std::string promise = promise_of(view, *service, ui.words);
        if (!promise.empty()) inner.cut_top(banner(ui, inner, "confirm.promise", promise, Mood::Calm) + theme.px(16));
        return inner.y - content.y + theme.px(16);
    });
    const float width = std::min(bottom.width, theme.px(ui.is_wide() ? 640 : 1080));
    if (button(ui, {bottom.right() - width, bottom.y, width, bottom.height}, {"confirm.submit", ui.words("confirm.submit"), Emphasis::Primary, "check"}))
        intents.push_back(intent::Submit{});
}

} // namespace lianxin
