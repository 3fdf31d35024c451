// The three doors: handing something in, reading what is announced, asking how far it has come; below them the search and the board.
#include "kiosk/screens/screens.h"
#include "kiosk/ui/widgets.h"

#include <array>
#include <vector>

namespace lianxin {

namespace {

/// Side by side on a lying screen; on an upright one below each other, the last two side by side where two fit.
std::vector<Rect> places_of_doors(Ui& ui, Rect inner) {
    const float gap = ui.theme().px(24);
    if (ui.is_wide()) return {inner.column(0, 3, gap), inner.column(1, 3, gap), inner.column(2, 3, gap)};
    if (ui.theme().columns < 2) return {inner.row(0, 3, gap), inner.row(1, 3, gap), inner.row(2, 3, gap)};
    const Rect lower = inner.row(1, 2, gap);
    return {inner.row(0, 2, gap), lower.column(0, 2, gap), lower.column(1, 2, gap)};
}

} // namespace

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

    const std::vector<Tile> doors{
        {"home.request", ui.words("home.request"), ui.words("home.request_summary"), "petition", Emphasis::Primary},
        {"home.notices", ui.words("home.notices"), ui.words("home.notices_summary"), "book"},
        {"home.progress", ui.words("home.progress"), ui.words("home.progress_summary"), "clock"},
    };
    const std::array<Screen, 3> behind{Screen::Services, Screen::Notices, Screen::Progress};
    if (const auto opened = tiles(ui, places_of_doors(ui, inner), doors)) intents.push_back(intent::Go{behind[*opened]});
    const float gap = theme.px(24);
    if (button(ui, strip.column(0, 2, gap), {"home.search", ui.words("home.search"), Emphasis::Secondary, "search"})) intents.push_back(intent::Go{Screen::Search});
    if (button(ui, strip.column(1, 2, gap), {"home.board", ui.words("home.board"), Emphasis::Secondary, "chat"})) intents.push_back(intent::Go{Screen::Board});
    spoken_text(ui, foot, "home.promise", promise, theme.small, theme.ink_soft);
}

} // namespace lianxin
