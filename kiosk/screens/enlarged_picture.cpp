// Draws the enlarged picture and its buttons.
#include "kiosk/screens/enlarged_picture.h"

#include "kiosk/screens/screens.h"
#include "kiosk/ui/widgets.h"

#include <cmath>

namespace lianxin {
namespace {

constexpr float step = 1.4F; // each is so much larger

void draw_picture(const View& view, const PictureState& state, Ui& ui, Rect window) {
    const Picture* picture = view.picture ? view.picture(state.path) : nullptr;
    if (!picture || picture->width <= 0) return;
    const Size source{picture->width, picture->height};
    const auto wide = static_cast<float>(source.width), high = static_cast<float>(source.height);
    const float scale = std::min(window.width / wide, window.height / high) * std::pow(step, static_cast<float>(state.steps));
    const Rect shown{0, 0, std::round(wide * scale), std::round(high * scale)};
    // Enlarged by the canvas from its own pixels: a picture of several screens would take too much memory.
    const auto texture = ui.pictures.scaled(state.path, source, picture->rgba, source);
    const std::string id = "picture." + std::to_string(state.steps);
    ui.scroll(id, window, [&](Rect content) {
        const float x = shown.width > window.width ? window.x - ui.touch.sideways(id, window, shown.width, Touch::Sway::Free) : window.x + std::round((window.width - shown.width) / 2);
        const float y = shown.height > window.height ? content.y : window.y + std::round((window.height - shown.height) / 2);
        if (texture != 0) ui.paint.image({x, y, shown.width, shown.height}, texture);
        return std::max(shown.height, window.height);
    });
}

} // namespace

void draw_enlarged_picture(const View& view, const Session& session, Ui& ui, Intents& intents) {
    const PictureState& state = session.notices.picture;
    if (!state.is_open() || session.screen != Screen::Notice) return;
    const Theme& theme = ui.theme();
    ui.touch.cover();
    ui.paint.cover();
    Rect whole = ui.screen();
    ui.paint.fill(whole, theme.ground);
    Rect foot = whole.cut_bottom(theme.button + 2 * theme.px(28)).inset(theme.margin, theme.px(28));
    const std::string_view told = state.caption.empty() ? ui.words("picture.title") : std::string_view(state.caption);
    Rect head = whole.cut_top(ui.paint.height(told, theme.body, whole.width - 2 * theme.margin) + 2 * theme.px(24)).inset(theme.margin, theme.px(24));
    spoken_text(ui, head, "picture.caption", told, theme.body, theme.ink, Align::Centre);
    draw_picture(view, state, ui, whole.inset(theme.px(16), 0));
    const float gap = theme.px(20);
    const Button smaller{"picture.smaller", ui.words("picture.smaller"), Emphasis::Secondary, {}, {}, state.steps > 0};
    const Button larger{"picture.larger", ui.words("picture.larger"), Emphasis::Secondary, {}, {}, state.steps < 5};
    if (button(ui, foot.column(0, 3, gap), smaller)) intents.push_back(intent::Enlarge{-1});
    if (button(ui, foot.column(1, 3, gap), larger)) intents.push_back(intent::Enlarge{1});
    if (button(ui, foot.column(2, 3, gap), {"picture.close", ui.words("picture.close"), Emphasis::Primary})) intents.push_back(intent::ClosePicture{});
}

} // namespace lianxin
