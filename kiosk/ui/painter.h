// The brush: rounded surfaces, lines of text, icons and pictures, in whole pixels on Dear ImGui's draw list.
#pragma once

#include "kiosk/ui/fonts.h"
#include "kiosk/ui/sprites.h"
#include "kiosk/ui/text.h"
#include "kiosk/ui/theme.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lianxin {

enum class Align { Left, Centre, Right };
/// What becomes of a line that is too long: an ellipsis that is meant (summaries), or one that the rulers report.
enum class Fit { Whole, Shorten };

/// One line of words as it was drawn.
struct Written {
    Rect box; ///< from the top of its characters to their foot
    std::string text;
    Type type;
    Color color;
    Rect clip; ///< nothing of it is seen outside
};

class Painter {
  public:
    explicit Painter(Fonts fonts) : fonts_(fonts) {}
    Painter(const Painter&) = delete;
    Painter& operator=(const Painter&) = delete;

    /// Once a frame before anything else.
    void begin_frame(const Theme& theme, Size screen);

    void fill(Rect rect, Color color);
    /// A surface with round corners.
    void round(Rect rect, float radius, Color color);
    /// Only its edge.
    void outline(Rect rect, float radius, float thickness, Color color);
    void icon(Rect rect, std::string_view name, Color color);
    void disc(Point centre, float radius, Color color);
    /// A line as a thick pen draws it, smooth through its points; one point alone is a dot.
    void pen(const std::vector<Point>& line, float thickness, Color color);
    void image(Rect rect, ImTextureID texture);

    /// One line, its characters centred between top and bottom of `rect`.
    void line(Rect rect, std::string_view text, const Type& type, Color color, Align align = Align::Left, Fit fit = Fit::Whole);
    float width(const Type& type, std::string_view text) const { return fonts_.width(type, text); }
    /// The first of these types in which the line fits into `width`, else the last.
    const Type& fitting(std::initializer_list<const Type*> types, std::string_view text, float width) const;
    float advance(const Type& type, char32_t character) const { return fonts_.advance(type, character); }

    /// Where a paragraph breaks; remembered by text, type and width.
    const std::vector<Line>& lines(std::string_view text, const Type& type, float width);
    float height(std::string_view text, const Type& type, float width);
    /// Draws a paragraph from the top of `rect` on and gives its height. Lines outside the clip are passed over.
    /// At most `most` lines; a cut one ends with an ellipsis.
    float paragraph(Rect rect, std::string_view text, const Type& type, Color color, Align align = Align::Left, int most = 0);
    /// Draws a byte range of a paragraph as it was broken elsewhere; `top` is the top of the line.
    void glyphs(float x, float top, std::string_view text, const Type& type, Color color);

    /// Nothing is drawn outside `rect` until the matching pop.
    void push_clip(Rect rect);
    void pop_clip();
    Rect clip() const { return clips_.back(); }
    bool is_visible(Rect rect) const { return !clip().intersection(rect).is_empty(); }

    const Theme& theme() const { return *theme_; }
    Rect screen() const { return clips_.front(); }
    /// Texts of this frame that did not fit where they had to be whole.
    const std::vector<std::string>& overflows() const { return overflows_; }
    /// From now on every line of words is written down, for rulers.
    void keep_record() { records_ = true; }
    /// Those of this frame that no dialog covers.
    const std::vector<Written>& written() const { return written_; }
    /// A dialog lies over what was drawn before.
    void cover() { written_.clear(); }
    /// Text layouts and sprites of the last visit are dropped. Only between frames.
    void forget();

  private:
    void pen_tip(Point at, float radius, const ImFontAtlasRect& sprite, ImU32 color);
    void corner_pieces(Rect rect, float radius, const ImFontAtlasRect& sprite, ImU32 color);
    void drop_old_layouts();

    struct Layout {
        std::vector<Line> lines;
        std::uint64_t used = 0;
    };

    Fonts fonts_;
    Sprites sprites_;
    const Theme* theme_ = nullptr;
    ImDrawList* list_ = nullptr;
    std::vector<Rect> clips_;
    std::vector<std::string> overflows_;
    bool records_ = false;
    std::vector<Written> written_;
    std::unordered_map<std::uint64_t, Layout> layouts_;
    std::uint64_t frame_ = 0;
};

} // namespace lianxin
