// One notice or guide, read in full.
#include "kiosk/screens/screens.h"

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

PictureSize sizes_of(const View& view) {
    return [&view](std::string_view path) -> std::optional<Size> {
        const Picture* picture = view.picture ? view.picture(path) : nullptr;
        if (!picture || picture->width <= 0) return std::nullopt;
        return Size{picture->width, picture->height};
    };
}

DrawPicture drawing_of(const View& view, Ui& ui) {
    return [&view, &ui](std::string_view path, Rect rect) {
        const Picture* picture = view.picture ? view.picture(path) : nullptr;
        if (!picture || picture->width <= 0) return false;
        const auto texture = ui.pictures.scaled(path, {picture->width, picture->height}, picture->rgba, {static_cast<int>(rect.width), static_cast<int>(rect.height)});
        if (texture == 0) return false;
        ui.paint.image(rect, texture);
        return true;
    };
}

float draw_warnings(const View& view, const Page& page, Ui& ui, Rect where) {
    const float top = where.y, gap = ui.theme().px(20);
    if (page.expires && *page.expires < day_in_china(view.now)) where.cut_top(banner(ui, where, "notice.expired", ui.words("notice.expired"), Mood::Caution) + gap);
    if (!page.rebuts.empty())
        where.cut_top(banner(ui, where, "notice.rebuts", headed(ui.words("notice.rebuts"), page.rebuts), Mood::Alarm) + gap);
    if (!page.supersedes.empty()) where.cut_top(banner(ui, where, "notice.supersedes", ui.words("notice.supersedes"), Mood::Calm) + gap);
    return where.y - top;
}

/// The sentence that is being read, in bytes of the page's plain text.
PlainRange read_in_page(const Session& session) {
    const Passage* passage = session.reading.passage();
    if (!passage || passage->target != "notice.text") return {};
    return {passage->begin, passage->end};
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
        inner.cut_top(spoken_text(ui, inner, "notice.meta", meta_of(view, page, ui.words), theme.small, theme.ink_soft) + theme.px(20));
        ui.paint.fill(inner.cut_top(theme.hairline), theme.border_strong);
        inner.cut_top(theme.px(28));
        inner.cut_top(draw_warnings(view, page, ui, inner));
        const PageLayout& layout = ui.pages.page(page.body, width, ui.paint, sizes_of(view));
        const PlainRange read = read_in_page(session);
        layout.draw({inner.x, inner.y}, ui.paint, drawing_of(view, ui), read);
        if (const Rect place = layout.place_of(read); !place.is_empty())
            ui.touch.follow(session.reading.serial, "notice." + page.id, inner.y - content.y + place.y, inner.y - content.y + place.bottom());
        ui.touch.target({"notice.text", sentences(page.title, layout.plain()), {inner.x, inner.y, width, layout.height()}, Role::Text, layout.plain()});
        return inner.y - content.y + layout.height() + theme.px(60);
    });
    if (!service) return;
    const std::string label = ui.words.fill("notice.to_service", {{"title", service->title}});
    if (button(ui, bottom, {"notice.service", label, Emphasis::Primary, "arrow", {}, true, IconPlace::After})) intents.push_back(intent::ChooseService{service->id});
}

} // namespace lianxin
