// How everything looks: colours, type sizes and distances, as values only. 长辈版 and the high-contrast look are other values.
#pragma once

#include "kiosk/ui/rect.h"

#include <cstdint>

namespace lianxin {

struct Color {
    std::uint8_t red = 0, green = 0, blue = 0, alpha = 255;
    bool operator==(const Color&) const = default;
};

/// Ratio of relative luminances after WCAG 2, 1 to 21.
double contrast_ratio(Color one, Color other);

enum class Face { Regular, Bold };

/// One way of setting type. Lengths in pixels.
struct Type {
    Face face = Face::Regular;
    float em = 0;   ///< width of a Chinese character
    float line = 0; ///< from one line to the next
};

enum class Look { Normal, Elder, Contrast };

struct Theme {
    Look look = Look::Normal;
    float unit = 1; ///< pixels of one design unit; a screen's short side has 1080 units unless its size in mm is known

    Color ground, surface, sunken;                ///< behind everything; cards; wells and quiet buttons
    Color ink, ink_soft, ink_faint;               ///< text; secondary text; disabled text and decoration
    Color border, border_strong;                  ///< hairlines; edges of what can be touched
    Color accent, accent_pressed, accent_soft;    ///< the one accent; while pressed; its tint
    Color on_accent, on_accent_soft, accent_raised; ///< text on the accent; secondary text there; a disc on it
    Color caution, caution_soft, alarm, alarm_soft, good, good_soft;
    Color mark;  ///< behind a found word
    Color shade; ///< over what a dialog covers

    Type small, body, strong, title, headline, display;

    float space = 0;   ///< the step of all distances
    float margin = 0;  ///< at the sides of a page
    float padding = 0; ///< inside cards
    float radius = 0;  ///< of cards
    float radius_small = 0; ///< of keys and fields
    float hairline = 0;
    float stroke = 0;  ///< of icons, as a part of their 24 grid units
    float target = 0;  ///< least side of anything that can be touched
    float button = 0;  ///< height of a button
    float header = 0, footer = 0;
    int columns = 2;   ///< tiles or choices that stand side by side; the elder version shows fewer at once

    /// Design units as whole pixels.
    float px(float units) const;
    /// The widest a column of text gets before lines are tiring to read.
    float measure() const { return px(1000); }
};

/// `width_mm` of the visible screen; 0 when unknown. Screens smaller than 15 inches show everything smaller than meant, so that it fits.
Theme make_theme(Look look, Size pixels, float width_mm);

} // namespace lianxin
