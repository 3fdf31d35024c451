// Draws comparisons.
#include "kiosk/screens/comparison.h"

#include "kiosk/ui/phrases.h"
#include "kiosk/ui/widgets.h"

namespace lianxin {
namespace {

struct Half {
    std::string_view label, text, icon;
    Color ground, ink;
};

float half_height(Ui& ui, float width, const Half& half) {
    const Theme& theme = ui.theme();
    return theme.strong.line + theme.px(8) + ui.paint.height(half.text, theme.body, width - 2 * theme.px(24)) + 2 * theme.px(20);
}

void draw_half(Ui& ui, Rect box, const Half& half) {
    const Theme& theme = ui.theme();
    ui.paint.round(box, theme.radius_small, half.ink);
    ui.paint.round(box.inset(theme.hairline), theme.radius_small - theme.hairline, half.ground);
    Rect inner = box.inset(theme.px(24), theme.px(20));
    Rect head = inner.cut_top(theme.strong.line);
    const float icon = theme.strong.em;
    ui.paint.icon(head.cut_left(icon).centred(icon, icon), half.icon, half.ink);
    head.cut_left(theme.px(12));
    ui.paint.line(head, half.label, theme.strong, half.ink);
    inner.cut_top(theme.px(8));
    ui.paint.paragraph(inner, half.text, theme.body, theme.ink);
}

} // namespace

float draw_comparison(Ui& ui, Rect where, const Comparison& what) {
    const Theme& theme = ui.theme();
    const Half wrong{what.wrong_label, what.wrong, "close", theme.alarm_soft, theme.alarm};
    const Half right{what.right_label, what.right, "check", theme.good_soft, theme.good};
    const float top = where.y, gap = theme.px(16);
    const Rect whole = where;
    if (!what.heading.empty()) where.cut_top(ui.paint.paragraph(where, what.heading, theme.strong, theme.ink) + theme.px(10));
    if (where.width >= theme.body.em * 20) {
        const Rect left = where.column(0, 2, gap), other = where.column(1, 2, gap);
        const float high = std::max(half_height(ui, left.width, wrong), half_height(ui, other.width, right));
        draw_half(ui, {left.x, left.y, left.width, high}, wrong);
        draw_half(ui, {other.x, other.y, other.width, high}, right);
        where.cut_top(high);
    } else {
        for (const Half* half : {&wrong, &right}) {
            draw_half(ui, where.cut_top(half_height(ui, where.width, *half)), *half);
            if (half == &wrong) where.cut_top(gap);
        }
    }
    const std::string spoken = sentences(std::string(what.heading), sentences(headed(what.wrong_label, what.wrong), headed(what.right_label, what.right)));
    ui.touch.target({what.id, spoken, {whole.x, top, whole.width, where.y - top}, Role::Text, spoken});
    return where.y - top;
}

} // namespace lianxin
