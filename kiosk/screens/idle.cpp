// The screen that waits for someone: an invitation and the slides of the edition in turn. The first touch anywhere begins.
#include "kiosk/screens/screens.h"
#include "kiosk/screens/hall_frame.h"
#include "kiosk/screens/slides.h"
#include "kiosk/ui/widgets.h"

namespace lianxin {
namespace {

void draw_start(Ui& ui, Rect place) {
    const Theme& theme = ui.theme();
    ui.paint.round(place, theme.radius, ui.touch.is_pressed("idle.start") ? theme.accent_pressed : theme.accent);
    ui.paint.line(place, ui.words("idle.start"), theme.title, theme.on_accent, Align::Centre);
}

void draw_invitation(Ui& ui, Rect body) {
    const Theme& theme = ui.theme();
    const float gap = theme.px(36), words = theme.display.line + 2 * theme.title.line + 2 * gap + theme.button * 1.2F;
    // The sign gives way to the words where height is dear.
    const float mark = std::min(theme.px(260), body.height - words - 3 * gap);
    const bool has_mark = mark >= theme.px(140);
    Rect block = body.centred(body.width - 2 * theme.margin, words + (has_mark ? mark + 2 * gap : 0));
    if (has_mark) {
        const Rect round = block.cut_top(mark);
        ui.paint.disc(round.centre(), mark / 2, theme.accent_soft);
        ui.paint.disc(round.centre(), mark * 0.36F, theme.accent);
        ui.paint.icon(round.centred(mark * 0.42F, mark * 0.42F), "heart", theme.on_accent);
        block.cut_top(2 * gap);
    }
    ui.paint.line(block.cut_top(theme.display.line), ui.words("idle.title"), theme.display, theme.ink, Align::Centre);
    block.cut_top(gap / 2);
    Type calm = theme.title;
    calm.face = Face::Regular;
    ui.paint.line(block.cut_top(theme.title.line), ui.words("idle.summary"), calm, theme.ink_soft, Align::Centre);
    ui.paint.line(block.cut_top(theme.title.line), ui.words("idle.summary_more"), calm, theme.ink_soft, Align::Centre);
    block.cut_top(1.5F * gap);
    draw_start(ui, block.cut_top(theme.button * 1.2F).centred(std::min(block.width, theme.px(560)), theme.button * 1.2F));
}

void draw_slide_and_start(const View& view, const Session& session, const Slide& slide, Ui& ui, Rect body) {
    const Theme& theme = ui.theme();
    const float gap = theme.px(44), width = std::min(body.width - 2 * theme.margin, theme.px(560)), height = theme.button * 1.2F;
    const bool is_stale = ages(view, ui.words).is_stale();
    const Rect below = is_stale && !ui.is_wide() ? body.cut_bottom(ages_height(view, ui)) : Rect{};
    Rect foot = body.cut_bottom(height + 2 * gap).inset(theme.margin, 0);
    body.cut_top(gap);
    draw_slide(view, slide, session.signage.highlights, ui, body.inset(theme.margin, 0));
    if (!is_stale) return draw_start(ui, foot.centred(width, height));
    if (!ui.is_wide()) {
        draw_start(ui, foot.centred(width, height));
        return draw_ages(view, ui, below.inset(theme.margin, 0));
    }
    // Height is dear on lying screens: the warning stands beside the button.
    const Rect button = foot.cut_right(width).centred(width, height);
    foot.cut_right(gap);
    draw_ages(view, ui, foot);
    draw_start(ui, button);
}

/// A slide, or the invitation and how fresh everything is. That something is stale is told beside every slide.
void draw_shown(const View& view, const Session& session, Ui& ui, Rect body) {
    if (const Slide* slide = slide_of(view, session)) return draw_slide_and_start(view, session, *slide, ui, body);
    const Rect foot = body.cut_bottom(ages_height(view, ui));
    draw_invitation(ui, body);
    draw_ages(view, ui, foot.inset(ui.theme().margin, 0));
}

} // namespace

void draw_idle(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body) {
    const Theme& theme = ui.theme();
    // The whole body answers, and to the finger coming down already; the button only shows where.
    const bool tapped = ui.touch.target({"idle.start", std::string(ui.words("idle.start_spoken")), body, Role::Button});
    if (tapped || ui.touch.is_pressed("idle.start")) intents.push_back(intent::Start{});
    const std::string_view trouble = ui.words("trouble.title");
    const float width = std::min(body.width - 2 * theme.margin, theme.measure());
    const Rect foot = view.hall.accepting ? Rect{} : body.cut_bottom(banner_height(ui, width, trouble) + theme.margin);
    draw_shown(view, session, ui, body);
    if (!view.hall.accepting) banner(ui, {foot.x + (foot.width - width) / 2, foot.y, width, foot.height}, "idle.trouble", trouble, Mood::Caution);
}

} // namespace lianxin
