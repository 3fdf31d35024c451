// Opens canvas and ui and draws a few frames.
#include "tests/kiosk/ui/stage.h"

#include <stdexcept>

namespace lianxin::test {

Stage::Stage(Size size, float width_mm) {
    auto canvas = Canvas::open_offscreen(size);
    if (!canvas) throw std::runtime_error(canvas.error().text());
    canvas_ = std::move(*canvas);
    auto words = Wording::read(Path(LIANXIN_SOURCE_DIR) / "assets/text/zh-CN.toml");
    if (!words) throw std::runtime_error(words.error().text());
    auto ui = Ui::open(*canvas_, std::move(*words), {system_fonts(), width_mm});
    if (!ui) throw std::runtime_error(ui.error().text());
    ui_ = std::move(*ui);
}

Intents Stage::frame(const SampleHall& hall, const Session& session, Look look, Milliseconds now) {
    Intents intents;
    const View view = hall.view(session);
    ui_->frame(look, now, [&](Ui& ui) { draw(view, session, ui, intents); });
    return intents;
}

Intents Stage::show(const SampleHall& hall, const Session& session, Look look) {
    Intents intents;
    for (int i = 0; i < 3; ++i) intents = frame(hall, session, look, Milliseconds{16 * i});
    return intents;
}

} // namespace lianxin::test
