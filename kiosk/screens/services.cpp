// The services of the hall, those that reflect something and those that apply for something apart.
#include "kiosk/screens/screens.h"
#include "kiosk/ui/list.h"
#include "kiosk/ui/widgets.h"

#include <vector>

namespace lianxin {

namespace {

using Services = std::vector<const Service*>;

float draw_group(Ui& ui, Intents& intents, Rect where, std::string_view title, const Services& services) {
    if (services.empty()) return 0;
    const Theme& theme = ui.theme();
    const float gap = theme.px(20), top = where.y;
    ui.paint.line(where.cut_top(theme.title.line), title, theme.title, theme.ink);
    where.cut_top(theme.px(14));
    const int columns = theme.columns;
    for (std::size_t i = 0; i < services.size(); i += static_cast<std::size_t>(columns)) {
        float high = 0;
        const auto tile_of = [&](const Service& service) {
            return Tile{"services." + service.id, service.title, service.summary, service.icon};
        };
        const auto end = std::min(services.size(), i + static_cast<std::size_t>(columns));
        for (std::size_t k = i; k < end; ++k) high = std::max(high, wide_tile_height(ui, where.column(0, columns, gap).width, tile_of(*services[k])));
        const Rect line = where.cut_top(high);
        for (std::size_t k = i; k < end; ++k)
            if (wide_tile(ui, line.column(static_cast<int>(k - i), columns, gap), tile_of(*services[k])))
                intents.push_back(intent::ChooseService{services[k]->id});
        where.cut_top(gap);
    }
    return where.y - top + theme.px(20);
}

} // namespace

void draw_services(const View& view, const Session&, Ui& ui, Intents& intents, Rect body) {
    const Theme& theme = ui.theme();
    Services reflect, apply;
    for (const Service& service : view.catalogue.services) (service.kind == ServiceKind::Application ? apply : reflect).push_back(&service);
    list(ui, "services", body, [&](Rect content) {
        Rect inner{content.x + theme.margin, content.y + theme.px(36), content.width - 2 * theme.margin, 1e6F};
        inner.cut_top(spoken_text(ui, inner, "services.title", ui.words("services.title"), theme.headline, theme.ink));
        inner.cut_top(spoken_text(ui, inner, "services.summary", ui.words("services.summary"), theme.body, theme.ink_soft));
        inner.cut_top(theme.px(20));
        inner.cut_top(banner(ui, inner, "services.emergency", ui.words("services.emergency"), Mood::Caution));
        inner.cut_top(theme.px(32));
        inner.cut_top(draw_group(ui, intents, inner, ui.words("services.reflect"), reflect));
        inner.cut_top(draw_group(ui, intents, inner, ui.words("services.apply"), apply));
        return inner.y - content.y + theme.px(16);
    });
}

} // namespace lianxin
