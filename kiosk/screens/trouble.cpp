// What is shown while requests cannot be taken: what still works, why, and where to go.
#include "kiosk/screens/screens.h"

#include "kiosk/ui/widgets.h"

namespace lianxin {

void draw_trouble(const View& view, const Session&, Ui& ui, Intents& intents, Rect body) {
    const Theme& theme = ui.theme();
    const bool has_content = !view.catalogue.services.empty();
    const float width = std::min(body.width - 2 * theme.margin, theme.measure());
    const std::string text(ui.words(has_content ? "trouble.text" : "trouble.no_content"));
    const std::string& code = view.hall.trouble.empty() ? view.hall.content_trouble : view.hall.trouble;
    const std::string reason = code.empty() ? "" : ui.words.fill("trouble.reason", {{"reason", ui.words("error." + code)}});
    const float mark = theme.px(160), gap = theme.px(32);
    const float high = mark + gap + theme.headline.line + gap + ui.paint.height(text, theme.body, width) + theme.px(12) +
                       ui.paint.height(ui.words("trouble.ask"), theme.body, width) + ui.paint.height(reason, theme.small, width) + 2 * gap + theme.button;
    Rect block = body.centred(width, high);
    const Rect round = block.cut_top(mark);
    ui.paint.disc(round.centre(), mark / 2, theme.caution_soft);
    ui.paint.icon(round.centred(mark * 0.55F, mark * 0.55F), "alert", theme.caution);
    block.cut_top(gap);
    block.cut_top(spoken_text(ui, block, "trouble.title", ui.words("trouble.title"), theme.headline, theme.ink, Align::Centre) + gap);
    block.cut_top(spoken_text(ui, block, "trouble.text", text, theme.body, theme.ink, Align::Centre) + theme.px(12));
    block.cut_top(spoken_text(ui, block, "trouble.ask", ui.words("trouble.ask"), theme.body, theme.ink, Align::Centre) + gap);
    if (!reason.empty()) block.cut_top(spoken_text(ui, block, "trouble.reason", reason, theme.small, theme.ink_soft, Align::Centre));
    block.cut_top(gap);
    const Rect bottom = block.cut_top(theme.button);
    if (button(ui, bottom.column(0, 2, theme.px(24)), {"trouble.notices", ui.words("home.notices"), Emphasis::Secondary, "book"}))
        intents.push_back(intent::Go{Screen::Notices});
    if (button(ui, bottom.column(1, 2, theme.px(24)), {"trouble.progress", ui.words("home.progress"), Emphasis::Secondary, "clock"}))
        intents.push_back(intent::Go{Screen::Progress});
}

} // namespace lianxin
