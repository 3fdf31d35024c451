// Runs one frame around the screens.
#include "kiosk/ui/ui.h"

namespace lianxin {

Result<std::unique_ptr<Ui>> Ui::open(Canvas& canvas, Wording words, const UiOptions& options) {
    const auto fonts = Fonts::load(options.fonts);
    if (!fonts) return fonts.error();
    return std::unique_ptr<Ui>(new Ui(canvas, std::move(words), *fonts, options.width_mm));
}

bool Ui::frame(Look look, Milliseconds now, const std::function<void(Ui&)>& draw) {
    if (!theme_ || theme_->look != look) theme_ = make_theme(look, canvas_.size(), width_mm_);
    touch.set_slop(std::max(14.0F, theme_->px(14)));
    Reach reach;
    reach.wander = theme_->px(40);
    reach.swipe = theme_->px(130);
    explorer.set_reach(reach);
    corner.set_corners(canvas_.size(), theme_->px(170));
    touch.begin_frame(now);
    pictures.begin_frame();
    glyphs.before_frame();
    canvas_.begin_frame();
    paint.begin_frame(*theme_, canvas_.size());
    draw(*this);
    touch.end_frame();
    return canvas_.end_frame(theme_->ground);
}

void Ui::report(const PointerEvent& event) {
    if (guidance_ == Guidance::ByEar) {
        if (event.phase == PointerPhase::Down && pad_ && !pad_->contains(Point{event.x, event.y})) stop_writing();
        if (pad_) touch.report(event);
        else explorer.report(event);
        return;
    }
    corner.report(event);
    touch.report(event);
}

void Ui::guide(Guidance guidance) {
    if (guidance == guidance_) return;
    guidance_ = guidance;
    stop_writing();
    touch.let_go();
    explorer.forget();
    corner.forget();
}

std::optional<Milliseconds> Ui::deadline() const { return guidance_ == Guidance::ByEar ? explorer.deadline() : corner.deadline(); }

void Ui::forget() {
    touch.forget();
    stop_writing();
    explorer.forget();
    corner.forget();
    paint.forget();
    pictures.forget();
    pages.forget();
    glyphs.compact();
    canvas_.repaint();
}

void Ui::scroll(std::string_view id, Rect window, const std::function<float(Rect)>& draw) {
    const float offset = touch.begin_scroll(id, window);
    paint.push_clip(window);
    const float content = draw({window.x, window.y - offset, window.width, window.height});
    paint.pop_clip();
    touch.end_scroll(content);
    draw_thumb(window, offset, content);
}

void Ui::rehearse(std::string_view id, Rect window, const std::function<float(Rect)>& draw) {
    touch.begin_rehearsal();
    (void)touch.begin_scroll(id, window);
    paint.push_clip({});
    const float content = draw(window);
    paint.pop_clip();
    touch.end_scroll(content);
    touch.end_rehearsal();
}

void Ui::draw_thumb(Rect window, float offset, float content) {
    if (content <= window.height + 1) return;
    const float width = theme_->px(8), least = theme_->px(72);
    const float length = std::max(least, window.height * window.height / content);
    const float top = window.y + (window.height - length) * std::clamp(offset / (content - window.height), 0.0F, 1.0F);
    const float x = std::min(window.right() + theme_->px(12), screen().width - width - theme_->px(6));
    paint.round({x, top, width, length}, width / 2, theme_->border_strong);
}

} // namespace lianxin
