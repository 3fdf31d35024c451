// The values of the three looks: normal, 长辈版 and high contrast.
#include "kiosk/ui/theme.h"

#include <cmath>

namespace lianxin {

namespace {

// 21.5 inch portrait screens, on which the design was drawn, show 1080 units on 268 mm.
constexpr float units_per_mm = 1080.0F / 268.0F;
// With fewer units across the short side the forms no longer fit; lying screens have to show them in less height.
constexpr float least_units = 960.0F, least_units_lying = 1080.0F;

float unit_for(Size pixels, float width_mm) {
    const auto shorter = static_cast<float>(std::min(pixels.width, pixels.height));
    if (width_mm <= 0) return shorter / 1080.0F;
    const float by_size = static_cast<float>(pixels.width) / width_mm / units_per_mm;
    return std::min(by_size, shorter / (pixels.width > pixels.height ? least_units_lying : least_units));
}

void paint_calm(Theme& theme) {
    theme.ground = {0xF8, 0xF5, 0xEF};
    theme.surface = {0xFF, 0xFF, 0xFF};
    theme.sunken = {0xF0, 0xEC, 0xE4};
    theme.ink = {0x1B, 0x27, 0x2B};
    theme.ink_soft = {0x4E, 0x5B, 0x60};
    theme.ink_faint = {0x93, 0x9A, 0x9A};
    theme.border = {0xE4, 0xDE, 0xD3};
    theme.border_strong = {0xC9, 0xC2, 0xB5};
    theme.accent = {0x0B, 0x5C, 0x68};
    theme.accent_pressed = {0x06, 0x42, 0x4B};
    theme.accent_soft = {0xE1, 0xEF, 0xEF};
    theme.on_accent = {0xFF, 0xFF, 0xFF};
    theme.on_accent_soft = {0xD3, 0xE9, 0xEA};
    theme.accent_raised = {0x1E, 0x6F, 0x7B};
    theme.caution = {0x8F, 0x4A, 0x00};
    theme.caution_soft = {0xFF, 0xF1, 0xDC};
    theme.alarm = {0xA8, 0x1E, 0x17};
    theme.alarm_soft = {0xFD, 0xEA, 0xE7};
    theme.good = {0x25, 0x66, 0x2E};
    theme.good_soft = {0xE5, 0xF2, 0xE6};
    theme.mark = {0xFF, 0xE6, 0x9C};
    theme.shade = {0x12, 0x20, 0x24, 0x99};
}

void paint_contrast(Theme& theme) {
    theme.ground = {0x00, 0x00, 0x00};
    theme.surface = {0x00, 0x00, 0x00};
    theme.sunken = {0x1C, 0x1C, 0x1C};
    theme.ink = {0xFF, 0xFF, 0xFF};
    theme.ink_soft = {0xF0, 0xF0, 0xF0};
    theme.ink_faint = {0xA0, 0xA0, 0xA0};
    theme.border = {0xFF, 0xFF, 0xFF};
    theme.border_strong = {0xFF, 0xFF, 0xFF};
    theme.accent = {0xFF, 0xD6, 0x00};
    theme.accent_pressed = {0xFF, 0xFF, 0xFF};
    theme.accent_soft = {0x33, 0x2B, 0x00};
    theme.on_accent = {0x00, 0x00, 0x00};
    theme.on_accent_soft = {0x1A, 0x1A, 0x00};
    theme.accent_raised = {0xE0, 0xBC, 0x00};
    theme.caution = {0xFF, 0xB7, 0x4D};
    theme.caution_soft = {0x00, 0x00, 0x00};
    theme.alarm = {0xFF, 0x8A, 0x80};
    theme.alarm_soft = {0x00, 0x00, 0x00};
    theme.good = {0x9C, 0xF0, 0xA0};
    theme.good_soft = {0x00, 0x00, 0x00};
    theme.mark = {0x5C, 0x4B, 0x00};
    theme.shade = {0x00, 0x00, 0x00, 0xC8};
}

Type type_of(Face face, float em, float leading) { return {face, std::round(em), std::round(std::round(em) * leading)}; }

void set_type(Theme& theme, float scale) {
    const float unit = theme.unit * scale;
    theme.small = type_of(Face::Regular, 28 * unit, 1.5F);
    theme.body = type_of(Face::Regular, 34 * unit, 1.6F);
    theme.strong = type_of(Face::Bold, 34 * unit, 1.5F);
    theme.title = type_of(Face::Bold, 42 * unit, 1.4F);
    theme.headline = type_of(Face::Bold, 54 * unit, 1.4F);
    theme.display = type_of(Face::Bold, 72 * unit, 1.3F);
}

void set_distances(Theme& theme, float touch_scale) {
    theme.space = theme.px(8);
    theme.margin = theme.px(48);
    theme.padding = theme.px(32);
    theme.radius = theme.px(20);
    theme.radius_small = theme.px(14);
    theme.hairline = std::max(1.0F, theme.px(2));
    theme.stroke = 1.9F;
    theme.target = theme.px(76 * touch_scale);
    theme.button = theme.px(104 * touch_scale);
    theme.header = theme.px(128);
    theme.footer = theme.px(124 * touch_scale);
}

double linear(std::uint8_t channel) {
    const double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Color color) {
    return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
}

} // namespace

double contrast_ratio(Color one, Color other) {
    const double first = luminance(one), second = luminance(other);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

float Theme::px(float units) const { return std::round(units * unit); }

Theme make_theme(Look look, Size pixels, float width_mm) {
    Theme theme;
    theme.look = look;
    theme.unit = unit_for(pixels, width_mm);
    set_type(theme, look == Look::Elder ? 1.3F : 1.0F);
    set_distances(theme, look == Look::Elder ? 1.15F : 1.0F);
    paint_calm(theme);
    theme.columns = pixels.width > pixels.height ? 3 : 2;
    if (look == Look::Elder) {
        --theme.columns;
        theme.header = theme.px(144);
        theme.stroke = 2.2F;
        theme.ink_soft = {0x35, 0x42, 0x47};
        theme.border = theme.border_strong;
    }
    if (look == Look::Contrast) {
        paint_contrast(theme);
        theme.hairline = std::max(2.0F, theme.px(3));
    }
    return theme;
}

} // namespace lianxin
