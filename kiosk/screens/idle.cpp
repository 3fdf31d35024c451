// The screen that waits for someone: an invitation, and how fresh everything is. A touch anywhere begins.
#include "kiosk/screens/screens.h"
#include "kiosk/ui/widgets.h"

namespace lianxin {

void draw_idle(const View& view, const Session&, Ui& ui, Intents& intents, Rect body) {
    const Theme& theme = ui.theme();
    // The whole body answers; the button only shows where.
    if (ui.touch.target({"idle.start", std::string(ui.words("idle.start_spoken")), body, Role::Button}))
        intents.push_back(intent::Start{});
    const float mark = theme.px(260), gap = theme.px(36);
    const float high = mark + 2 * gap + theme.display.line + 2 * theme.title.line + 2 * gap + theme.button * 1.2F;
    Rect block = body.centred(body.width - 2 * theme.margin, high);
    const Rect round = block.cut_top(mark);
    ui.paint.disc(round.centre(), mark / 2, theme.accent_soft);
    ui.paint.disc(round.centre(), mark * 0.36F, theme.accent);
    ui.paint.icon(round.centred(mark * 0.42F, mark * 0.42F), "heart", theme.on_accent);
    block.cut_top(2 * gap);
    ui.paint.line(block.cut_top(theme.display.line), ui.words("idle.title"), theme.display, theme.ink, Align::Centre);
    block.cut_top(gap / 2);
    Type calm = theme.title;
    calm.face = Face::Regular;
    ui.paint.line(block.cut_top(theme.title.line), ui.words("idle.summary"), calm, theme.ink_soft, Align::Centre);
    ui.paint.line(block.cut_top(theme.title.line), ui.words("idle.summary_more"), calm, theme.ink_soft, Align::Centre);
    block.cut_top(1.5F * gap);
    const Rect start = block.cut_top(theme.button * 1.2F).centred(std::min(block.width, theme.px(560)), theme.button * 1.2F);
    ui.paint.round(start, theme.radius, ui.touch.is_pressed("idle.start") ? theme.accent_pressed : theme.accent);
    ui.paint.line(start, ui.words("idle.start"), theme.title, theme.on_accent, Align::Centre);
    if (!view.hall.accepting) {
        const std::string_view text = ui.words("trouble.title");
        const float width = std::min(body.width - 2 * theme.margin, theme.measure());
        Rect foot = body.cut_bottom(banner_height(ui, width, text) + theme.margin);
        banner(ui, {foot.x + (foot.width - width) / 2, foot.y, width, foot.height}, "idle.trouble", text, Mood::Caution);
    }
}

} // namespace lianxin
