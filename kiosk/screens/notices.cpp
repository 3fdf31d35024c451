// The library of notices and guides: channels, and the list of the chosen one.
#include "kiosk/screens/screens.h"

#include "kiosk/screens/page_row.h"
#include "kiosk/ui/list.h"

namespace lianxin {

namespace {

struct Tab {
    std::string id;
    std::string_view label, icon;
    std::string channel;
    bool selected = false;
};

bool draw_tab(Ui& ui, Rect rect, const Tab& tab) {
    const Theme& theme = ui.theme();
    const bool lit = tab.selected || ui.touch.is_pressed(tab.id);
    ui.paint.round(rect, theme.radius_small, lit ? theme.accent : theme.border_strong);
    if (!lit) ui.paint.round(rect.inset(theme.hairline), theme.radius_small - theme.hairline, theme.surface);
    ui.paint.line(rect, tab.label, theme.body, lit ? theme.on_accent : theme.ink, Align::Centre);
    Target target{tab.id, std::string(tab.label), rect, Role::Choice};
    target.selected = tab.selected;
    return ui.touch.target(std::move(target));
}

std::vector<Tab> tabs_of(const View& view, const Session& session, const Wording& words) {
    std::vector<Tab> tabs{{"notices.channel.all", words("notices.all"), "list", "", session.notices.channel.empty()}};
    for (const Channel& channel : view.catalogue.channels)
        tabs.push_back({"notices.channel." + channel.id, channel.name, channel.icon, channel.id, session.notices.channel == channel.id});
    return tabs;
}

/// Tabs flow over as many lines as they need; gives their height.
float draw_tabs(Ui& ui, Intents& intents, Rect where, const std::vector<Tab>& tabs) {
    const Theme& theme = ui.theme();
    const float gap = theme.px(14), high = theme.target;
    int columns = std::max(1, static_cast<int>((where.width + gap) / (theme.body.em * 4 + theme.px(48) + gap)));
    // Even lines look calmer than a full one and a rest.
    const int lines = (static_cast<int>(tabs.size()) + columns - 1) / columns;
    columns = (static_cast<int>(tabs.size()) + lines - 1) / lines;
    const float top = where.y;
    for (std::size_t i = 0; i < tabs.size(); i += static_cast<std::size_t>(columns)) {
        const Rect line = where.cut_top(high);
        for (std::size_t k = i; k < std::min(tabs.size(), i + static_cast<std::size_t>(columns)); ++k)
            if (draw_tab(ui, line.column(static_cast<int>(k - i), columns, gap), tabs[k])) intents.push_back(intent::OpenChannel{tabs[k].channel});
        where.cut_top(gap);
    }
    return where.y - top;
}

float draw_list(const View& view, const Session& session, Ui& ui, Intents& intents, Rect content, Rect window) {
    const Theme& theme = ui.theme();
    const auto& notices = session.notices;
    Rect inner{content.x + theme.margin, content.y + theme.px(8), content.width - 2 * theme.margin, 1e6F};
    for (const PageSummary& page : notices.pages) {
        PageRow made = page_row(view, ui.words, page, "notices.row." + page.id);
        made.row.meta = made.meta;
        made.row.badge = made.badge;
        if (row(ui, inner.cut_top(row_height(ui, inner.width, made.row)), made.row)) intents.push_back(intent::OpenPage{page.id});
        inner.cut_top(theme.px(18));
    }
    if (notices.pages.empty())
        inner.cut_top(spoken_text(ui, inner, "notices.empty", ui.words(notices.loading ? "common.loading" : "common.nothing"), theme.body, theme.ink_soft, Align::Centre));
    // Two screens before the end the next pages are asked for.
    if (notices.pages.size() < notices.total && !notices.loading && inner.y < window.bottom() + 2 * window.height) intents.push_back(intent::MorePages{});
    return inner.y - content.y + theme.px(8);
}

} // namespace

void draw_notices(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body) {
    const Theme& theme = ui.theme();
    body.cut_top(theme.px(28));
    Rect head = body.cut_top(theme.button).inset(theme.margin, 0);
    const Button search{"notices.search", ui.words("notices.search"), Emphasis::Secondary, "search"};
    const Rect right = head.cut_right(std::min(button_width(ui, search), head.width * 0.6F));
    head.cut_right(theme.px(20));
    ui.touch.target({"notices.title", std::string(ui.words("notices.title")), head, Role::Text, ui.words.fill("notices.count", {{"count", std::to_string(session.notices.total)}})});
    ui.paint.line(head, ui.words("notices.title"), theme.headline, theme.ink);
    if (button(ui, right, search)) intents.push_back(intent::Go{Screen::Search});
    body.cut_top(theme.px(20));
    body.cut_top(draw_tabs(ui, intents, body.inset(theme.margin, 0), tabs_of(view, session, ui.words)));
    body.cut_top(theme.px(4));
    list(ui, "notices." + session.notices.channel, body, [&](Rect content) { return draw_list(view, session, ui, intents, content, body); });
}

} // namespace lianxin
