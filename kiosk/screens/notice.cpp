// One notice or guide, read in full.
#include "kiosk/screens/screens.h"

#include "kiosk/screens/edition_pictures.h"
#include "kiosk/screens/page_parts.h"
#include "kiosk/ui/phrases.h"
#include "kiosk/ui/list.h"
#include "kiosk/ui/widgets.h"

#include <cmath>

namespace lianxin {

namespace {

std::string meta_of(const View& view, const Page& page, const Wording& words) {
    std::string meta;
    const auto add = [&](const std::string& part) { meta = beside(meta, part); };
    if (const Department* department = view.catalogue.department(page.department)) add(department->name);
    add(words.fill("notice.published", {{"date", chinese_day(page.published)}}));
    if (!page.number.empty()) add(page.number);
    if (page.effective) add(words.fill("notice.effective", {{"date", chinese_day(*page.effective)}}));
    if (page.expires) add(words.fill("notice.expires", {{"date", chinese_day(*page.expires)}}));
    return meta;
}

/// The sentence that is being read, in bytes of the page's plain text.
PlainRange read_in_page(const Session& session) {
    const Passage* passage = session.reading.passage();
    if (!passage || passage->target != "notice.text") return {};
    return {passage->begin, passage->end};
}

/// Pictures answer to a touch, and a sign in their corner tells so.
void draw_picture_targets(const PageLayout& layout, Point origin, Ui& ui, Intents& intents) {
    const Theme& theme = ui.theme();
    for (std::size_t i = 0; i < layout.pictures().size(); ++i) {
        const auto& shown = layout.pictures()[i];
        const Rect rect = shown.rect.moved(origin.x, origin.y);
        if (rect.width < theme.target || rect.height < theme.target) continue;
        const float side = theme.px(72);
        const Rect sign{rect.right() - side - theme.px(12), rect.bottom() - side - theme.px(12), side, side};
        if (ui.paint.is_visible(sign)) {
            ui.paint.disc(sign.centre(), side / 2, theme.accent);
            ui.paint.icon(sign.centred(side * 0.56F, side * 0.56F), "search", theme.on_accent);
        }
        const std::string spoken = headed(ui.words("picture.enlarge"), shown.caption);
        if (ui.touch.target({"notice.picture." + std::to_string(i), spoken, rect, Role::Button})) intents.push_back(intent::EnlargePicture{shown.path, shown.caption});
    }
}

float draw_text(const View& view, const Session& session, Ui& ui, Intents& intents, Rect content, Rect inner) {
    const Page& page = *session.notices.open;
    const PageLayout& layout = ui.pages.page(page.body, inner.width, ui.paint, picture_sizes(view));
    const PlainRange read = read_in_page(session);
    const auto move = [&](std::size_t table, Rect window, float width) { return ui.touch.sideways("notice." + page.id + "." + std::to_string(table), window, width); };
    layout.draw({inner.x, inner.y}, ui.paint, picture_drawing(view, ui), read, move);
    if (const Rect place = layout.place_of(read); !place.is_empty())
        ui.touch.follow(session.reading.serial, "notice." + page.id, inner.y - content.y + place.y, inner.y - content.y + place.bottom());
    ui.touch.target({"notice.text", sentences(page.title, layout.plain()), {inner.x, inner.y, inner.width, layout.height()}, Role::Text, layout.plain()});
    draw_picture_targets(layout, {inner.x, inner.y}, ui, intents);
    return layout.height();
}

} // namespace

void draw_notice(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body) {
    const Theme& theme = ui.theme();
    if (!session.notices.open) {
        spoken_text(ui, body.centred(body.width, theme.body.line), "notice.loading", ui.words("common.loading"), theme.body, theme.ink_soft, Align::Centre);
        return;
    }
    const Page& page = *session.notices.open;
    const Service* service = page.service.empty() ? nullptr : view.catalogue.service(page.service);
    const Rect bottom = service ? body.cut_bottom(theme.button + 2 * theme.px(20)).inset(theme.margin, theme.px(20)) : Rect{};
    list(ui, "notice." + page.id, body, [&](Rect content) {
        const float width = std::min(content.width - 2 * theme.margin, theme.measure() * 1.3F);
        Rect inner{content.x + std::round((content.width - width) / 2), content.y + theme.px(40), width, 1e6F};
        inner.cut_top(spoken_text(ui, inner, "notice.title", page.title, theme.headline, theme.ink) + theme.px(12));
        inner.cut_top(spoken_text(ui, inner, "notice.meta", meta_of(view, page, ui.words), theme.small, theme.ink_soft) + theme.px(6));
        inner.cut_top(draw_signer(view, session, ui, inner));
        ui.paint.fill(inner.cut_top(theme.hairline), theme.border_strong);
        inner.cut_top(theme.px(28));
        inner.cut_top(draw_warnings(view, session, ui, intents, inner));
        inner.cut_top(draw_comparisons(page, ui, inner));
        inner.cut_top(draw_text(view, session, ui, intents, content, inner));
        inner.cut_top(draw_documents(view, session, ui, intents, inner));
        inner.cut_top(draw_contact(view, page, ui, inner));
        return inner.y - content.y + theme.px(60);
    });
    if (!service) return;
    const std::string label = ui.words.fill("notice.to_service", {{"title", service->title}});
    if (button(ui, bottom, {"notice.service", label, Emphasis::Primary, "arrow", {}, true, IconPlace::After})) intents.push_back(intent::ChooseService{service->id});
}

} // namespace lianxin
