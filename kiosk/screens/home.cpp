// The three doors: handing something in, reading what is announced, asking how far it has come.
#include "kiosk/screens/screens.h"
#include "kiosk/ui/widgets.h"

#include <array>

namespace lianxin {

void draw_home(const View&, const Session&, Ui& ui, Intents& intents, Rect body) {
    const Theme& theme = ui.theme();
    Rect inner = body.inset(theme.margin, theme.px(40));
    if (!ui.is_wide()) inner.cut_top(theme.px(16));
    spoken_text(ui, inner.cut_top(theme.headline.line), "home.title", ui.words("home.title"), theme.headline, theme.ink);
    inner.cut_top(theme.px(28));
    const std::string_view promise = ui.words("home.promise");
    const float promise_high = ui.paint.height(promise, theme.small, inner.width);
    Rect foot = inner.cut_bottom(promise_high);
    inner.cut_bottom(theme.px(28));
    const Rect strip = inner.cut_bottom(theme.button);
    inner.cut_bottom(theme.px(24));

    const std::array<Tile, 3> tiles{{
        {"home.request", ui.words("home.request"), ui.words("home.request_summary"), "petition", Emphasis::Primary},
        {"home.notices", ui.words("home.notices"), ui.words("home.notices_summary"), "book"},
        {"home.progress", ui.words("home.progress"), ui.words("home.progress_summary"), "clock"},
    }};
    const std::array<Screen, 3> doors{Screen::Services, Screen::Notices, Screen::Progress};
    const float gap = theme.px(24);
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        const int at = static_cast<int>(i);
        Rect place = ui.is_wide() ? inner.column(at, 3, gap) : i == 0 ? inner.row(0, 2, gap) : inner.row(1, 2, gap).column(at - 1, 2, gap);
        if (tile(ui, place, tiles[i])) intents.push_back(intent::Go{doors[i]});
    }
    if (button(ui, strip, {"home.search", ui.words("home.search"), Emphasis::Secondary, "search"})) intents.push_back(intent::Go{Screen::Search});
    spoken_text(ui, foot, "home.promise", promise, theme.small, theme.ink_soft);
}

} // namespace lianxin
