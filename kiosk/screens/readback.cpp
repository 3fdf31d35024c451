// What staff wrote down, one answer a page in large type; the resident says of each whether it is right, and hands in at the end.
#include "kiosk/screens/screens.h"

#include "kiosk/screens/form_field.h"
#include "kiosk/screens/typing.h"
#include "kiosk/ui/phrases.h"
#include "kiosk/ui/list.h"
#include "kiosk/ui/widgets.h"

namespace lianxin {

namespace {

struct Readback {
    const View& view;
    const Session& session;
    const Service& service;
    Ui& ui;
    Intents& intents;

    Assistance kind() const { return session.assistance.form.kind.value_or(Assistance::FillIn); }
    bool is_paper() const { return kind() == Assistance::Paper; }
    /// The words of this way of helping: "readback.who_oral".
    std::string words(std::string_view key) const {
        const std::string name = session.assistance.member ? session.assistance.member->name : "";
        return ui.words.fill("readback." + std::string(key) + "_" + std::string(name_of(kind())), {{"name", name}});
    }

    void progress(Rect where, std::size_t at, std::size_t count) const {
        const Theme& theme = ui.theme();
        const std::string text = ui.words.fill("readback.step", {{"n", std::to_string(at)}, {"m", std::to_string(count)}});
        Rect line = where.cut_top(theme.small.line);
        ui.touch.target({"readback.step", text, line, Role::Text, text});
        ui.paint.line(line, text, theme.small, theme.accent, Align::Right);
        line.cut_right(ui.paint.width(theme.small, text) + theme.px(24));
        ui.paint.line(line, service.title, theme.small, theme.ink_soft, Align::Left, Fit::Shorten);
        where.cut_top(theme.px(10));
        steps(ui, where.cut_top(theme.px(10)), static_cast<int>(at), static_cast<int>(count));
    }

    /// In the largest type in which all of it is seen at once, if any.
    const Type& type_of(std::string_view text, float width, float room) const {
        const Theme& theme = ui.theme();
        return ui.paint.height(text, theme.headline, width) <= room ? theme.headline : theme.title;
    }

    float answer(Rect where, const Field& field, float room) const {
        const Theme& theme = ui.theme();
        const std::string text = given_text(view, ui.words, field, session.form);
        const float top = where.y, wide = where.width - 2 * theme.padding;
        where.cut_top(spoken_text(ui, where, "readback.who", words("who"), theme.strong, theme.accent) + theme.px(20));
        where.cut_top(spoken_text(ui, where, "readback.label", field.label, theme.title, theme.ink) + theme.px(16));
        const Type& type = type_of(text, wide, room - (where.y - top) - 2 * theme.padding);
        const Rect box = where.cut_top(ui.paint.height(text, type, wide) + 2 * theme.padding);
        card(ui, box);
        ui.paint.paragraph(box.inset(theme.padding), text, type, theme.ink);
        ui.touch.target({"readback.answer", told(field.label, text), box, Role::Text, text});
        return where.y - top;
    }

    void draw_page(Rect body, const Field& field, std::size_t at, std::size_t count) const {
        const Theme& theme = ui.theme();
        body.cut_top(theme.px(24));
        progress(body.cut_top(theme.small.line + theme.px(20)).inset(theme.margin, 0), at + 1, count);
        body.cut_top(theme.px(20));
        const Rect bottom = body.cut_bottom(theme.button * 1.1F + 2 * theme.px(20)).inset(theme.margin, theme.px(20));
        const std::string id = "readback." + field.name;
        float top = 0, high = 0;
        const Rect window = list(ui, id, body, [&](Rect content) {
            Rect inner{content.x + theme.margin, content.y, content.width - 2 * theme.margin, 1e6F};
            top = content.y;
            high = answer(inner, field, body.height);
            return high + theme.px(16);
        });
        const float above = window.y - top, below = top + high - theme.padding - window.bottom();
        const float gap = theme.px(24);
        if (button(ui, bottom.column(0, 2, gap), {"readback.change", ui.words("readback.change"), Emphasis::Secondary, "edit"}))
            intents.push_back(intent::EditAnswer{field.name});
        if (below > 0) {
            // Nobody says yes to what they have not seen.
            if (button(ui, bottom.column(1, 2, gap), {"readback.more", ui.words("readback.more"), Emphasis::Primary, "down"})) {
                ui.touch.scroll_to(id, above + std::min(window.height - 2 * theme.headline.line, below + theme.padding + theme.px(16)));
                intents.push_back(intent::Touched{});
            }
            return;
        }
        if (button(ui, bottom.column(1, 2, gap), {"readback.right", ui.words(is_paper() ? "readback.right_paper" : "readback.right"), Emphasis::Primary, "check"}))
            intents.push_back(intent::ConfirmPage{});
    }

    void draw_last(Rect body, std::size_t count) const {
        const Theme& theme = ui.theme();
        const Rect bottom = body.cut_bottom(theme.button * 1.2F + 2 * theme.px(20)).inset(theme.margin, theme.px(20));
        list(ui, "readback.last", body, [&](Rect content) {
            Rect inner{content.x + theme.margin, content.y + theme.px(48), content.width - 2 * theme.margin, 1e6F};
            inner.cut_top(spoken_text(ui, inner, "readback.title", words("title"), theme.headline, theme.ink) + theme.px(24));
            const std::string name = session.assistance.member ? session.assistance.member->name : "";
            const std::string summary = ui.words.fill("readback.summary_" + std::string(name_of(kind())), {{"name", name}, {"count", std::to_string(count)}});
            inner.cut_top(spoken_text(ui, inner, "readback.summary", summary, theme.title, theme.ink) + theme.px(28));
            if (is_paper()) {
                const AssistedForm& form = session.assistance.form;
                const std::string paper = ui.words.fill("readback.paper", {{"number", grouped(form.paper_number, {4, 4, 4, 4, 4})}, {"date", form.paper_day ? chinese_day(*form.paper_day) : ""}});
                inner.cut_top(spoken_text(ui, inner, "readback.paper", paper, theme.title, theme.ink) + theme.px(28));
            }
            inner.cut_top(banner(ui, inner, "readback.declaration", words("declaration"), is_paper() ? Mood::Caution : Mood::Calm));
            return inner.y - content.y + theme.px(16);
        });
        const float width = std::min(bottom.width, theme.px(ui.is_wide() ? 900 : 1080));
        const std::string submit = words("submit");
        if (button(ui, {bottom.right() - width, bottom.y, width, bottom.height}, {"readback.submit", submit, Emphasis::Primary, "check"}))
            intents.push_back(intent::Submit{});
    }
};

} // namespace

void draw_readback(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body) {
    const Service* service = view.catalogue.service(session.form.service);
    if (!service || session.hand_in == HandIn::Saving) return draw_confirm(view, session, ui, intents, body);
    const auto asked = asked_fields(*service, session.form.answers);
    const Readback readback{view, session, *service, ui, intents};
    const std::size_t at = session.assistance.form.page;
    if (at < asked.size()) return readback.draw_page(body, *asked[at], at, asked.size());
    readback.draw_last(body, asked.size());
}

} // namespace lianxin
