// Draws lists and the buttons beside them.
#include "kiosk/ui/list.h"

#include "kiosk/ui/widgets.h"

#include <cmath>

namespace lianxin {

namespace {

enum class Turn { Back, On };

bool is_long(const Touch::Extent& extent, Rect window) { return extent.content > window.height + 1; }

/// What is cut off at the edge stands whole on the next page if it can; texts go on with the last lines seen.
float distance_to(Ui& ui, std::string_view id, Rect window, Turn turn) {
    const Theme& theme = ui.theme();
    const float edge = turn == Turn::On ? window.bottom() : window.y, gap = theme.px(6);
    for (const Target& target : ui.touch.targets()) {
        const bool is_cut = target.area == id && target.rect.y < edge && target.rect.bottom() > edge;
        if (!is_cut || target.rect.height > window.height - gap) continue;
        const float distance = turn == Turn::On ? target.rect.y - gap - window.y : target.rect.bottom() + gap - window.bottom();
        if (std::abs(distance) > gap) return distance;
    }
    const float page = window.height - 1.5F * theme.body.line;
    return turn == Turn::On ? page : -page;
}

std::string place_of(const Touch::Extent& extent, const Wording& words) {
    const int pages = std::max(2, static_cast<int>(std::ceil(extent.content / extent.window)));
    const int reached = 1 + static_cast<int>(extent.offset / extent.window + 0.5F);
    const int page = !extent.can_back() ? 1 : !extent.can_on() ? pages : std::clamp(reached, 1, pages - 1);
    return words.fill("page.place", {{"n", std::to_string(page)}, {"m", std::to_string(pages)}});
}

/// Icon above word, for the narrow strip of a lying screen.
bool tall_button(Ui& ui, Rect rect, const Button& what) {
    const Theme& theme = ui.theme();
    const bool pressed = ui.touch.is_pressed(what.id);
    const Color ink = what.enabled ? theme.accent : theme.ink_faint;
    ui.paint.round(rect, theme.radius, what.enabled ? theme.border_strong : theme.sunken);
    if (what.enabled) ui.paint.round(rect.inset(theme.hairline), theme.radius - theme.hairline, pressed ? theme.accent_soft : theme.surface);
    const float icon = theme.px(44);
    Rect stack = rect.centred(rect.width, icon + theme.small.em * 1.3F);
    ui.paint.icon(stack.cut_top(icon), what.icon, ink);
    ui.paint.line(stack, what.label, theme.small, ink, Align::Centre);
    return ui.touch.target({what.id, std::string(what.label), rect, Role::Button, "", what.enabled});
}

float strip_width(Ui& ui) { return std::ceil(std::max(ui.theme().target, ui.paint.width(ui.theme().small, ui.words("page.next")) + ui.theme().px(28))); }

/// Beside the list the bar that shows where it stands has its place, too.
Rect cut_strip(Ui& ui, Rect& window) {
    const Theme& theme = ui.theme();
    if (!ui.is_wide()) return window.cut_bottom(theme.target + theme.px(24)).inset(theme.margin, theme.px(12));
    const float left = theme.px(28), right = theme.px(16), width = strip_width(ui);
    const Rect strip = window.cut_right(left + width + right).inset(0, theme.px(20));
    return {strip.x + left, strip.y, width, strip.height};
}

void draw_strip(Ui& ui, std::string_view id, Rect window, Rect strip) {
    const Theme& theme = ui.theme();
    const Touch::Extent extent = *ui.touch.extent(id);
    const Button back{"page.previous", ui.words("page.previous"), Emphasis::Secondary, "up", {}, extent.can_back()};
    const Button on{"page.next", ui.words("page.next"), Emphasis::Secondary, "down", {}, extent.can_on()};
    bool goes_back = false, goes_on = false;
    if (ui.is_wide()) {
        const float high = std::min(theme.px(190), (strip.height - theme.px(16)) / 2);
        goes_back = tall_button(ui, strip.cut_top(high), back);
        goes_on = tall_button(ui, strip.cut_bottom(high), on);
    } else {
        ui.paint.fill({window.x, window.bottom(), window.width, theme.hairline}, theme.border);
        const float wide = strip.width * 0.31F;
        goes_back = button(ui, strip.cut_left(wide), back);
        const Rect right = strip.cut_right(wide);
        ui.paint.line(strip, place_of(extent, ui.words), theme.small, theme.ink_soft, Align::Centre);
        goes_on = button(ui, right, on);
    }
    if (goes_back) ui.touch.turn(id, distance_to(ui, id, window, Turn::Back));
    if (goes_on) ui.touch.turn(id, distance_to(ui, id, window, Turn::On));
}

} // namespace

Rect list(Ui& ui, std::string_view id, Rect window, const std::function<float(Rect)>& draw) {
    if (!ui.touch.extent(id)) ui.rehearse(id, window, draw);
    const bool has_pages = is_long(*ui.touch.extent(id), window);
    Rect shown = window;
    if (!has_pages || ui.guidance() == Guidance::ByEar) {
        ui.scroll(id, shown, draw);
    } else {
        const Rect strip = cut_strip(ui, shown);
        ui.scroll(id, shown, draw);
        draw_strip(ui, id, shown, strip);
    }
    if (is_long(*ui.touch.extent(id), window) != has_pages) ui.touch.draw_again();
    return shown;
}

} // namespace lianxin
