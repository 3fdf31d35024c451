// A Markdown page laid out for one width and theme: positions of lines, tables and pictures; only what is visible is drawn.
#pragma once

#include "kiosk/ui/markdown.h"
#include "kiosk/ui/painter.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lianxin {

/// Pixels of a picture in the edition; nothing while it is not there.
using PictureSize = std::function<std::optional<Size>(std::string_view path)>;
/// Draws a picture into a rectangle; false when it is not there.
using DrawPicture = std::function<bool(std::string_view path, Rect rect)>;

/// A table that is wider than the page is asked how far it is moved, by its number on the page, its window on the screen and its own width.
using MoveSideways = std::function<float(std::size_t table, Rect window, float width)>;

/// A stretch of a page's plain text, in bytes.
struct PlainRange {
    std::size_t begin = 0, end = 0;
    bool is_empty() const { return begin >= end; }
};

class PageLayout {
  public:
    /// A picture and where it stands, relative to the page.
    struct Shown {
        std::string path, caption;
        Rect rect;
    };

    PageLayout(std::string_view markdown, float width, Painter& paint, const PictureSize& picture_size);

    float height() const { return height_; }
    float width() const { return width_; }
    const std::string& plain() const { return plain_; }
    /// `marked` is shown as being read.
    void draw(Point origin, Painter& paint, const DrawPicture& draw_picture, PlainRange marked = {}, const MoveSideways& move = {}) const;
    const std::vector<Shown>& pictures() const { return pictures_; }
    /// Where a stretch of the plain text stands, relative to the page; empty when nothing of it does.
    Rect place_of(PlainRange range) const;
    /// Whether a picture that was missing when this was laid out has come.
    bool is_outdated(const PictureSize& picture_size) const;

  private:
    /// Which colour of the theme; resolved when drawn.
    enum class Tone { Ink, Soft, Accent, Sunken, Tint, Border };
    struct Piece {
        enum class Kind { Text, Fill, Bullet, Picture } kind = Kind::Text;
        Rect rect; ///< relative to the page
        Type type;
        Tone tone = Tone::Ink;
        std::uint32_t text = 0; ///< index into texts_
        std::size_t begin = 0, end = 0;
    };
    /// Pieces of one block; blocks follow each other without overlap.
    struct Span {
        float top = 0, bottom = 0;
        std::size_t first = 0, last = 0;
        float wide = 0; ///< the width of a table that is wider than the page; else 0
    };

    void add_block(const Block& block, Painter& paint, const PictureSize& picture_size);
    std::uint32_t keep(const std::string& text);
    PlainRange plain_range_of(const Piece& piece) const;
    void draw_mark(const Piece& piece, Rect rect, PlainRange marked, Painter& paint) const;
    float add_text(const RichText& text, Rect where, const Type& type, Tone tone, Painter& paint, Align align = Align::Left);
    void add_line(const RichText& text, std::uint32_t index, const Line& line, Rect where, const Type& type, Tone tone, Painter& paint);
    float add_item(const Block& block, Rect where, Painter& paint);
    float add_table(const Block& block, Rect where, Painter& paint);
    float add_picture(const Block& block, Rect where, Painter& paint, const PictureSize& picture_size);
    void draw_span(const Span& span, Point origin, Painter& paint, const DrawPicture& draw_picture, PlainRange marked) const;
    void draw_wide(const Span& span, std::size_t table, Point origin, Painter& paint, const DrawPicture& draw_picture, PlainRange marked, const MoveSideways& move) const;
    std::vector<float> column_widths(const Block& block, float width, Painter& paint) const;
    static Color color_of(Tone tone, const Theme& theme);

    float width_;
    float height_ = 0;
    std::vector<std::string> missing_; ///< pictures
    std::vector<Shown> pictures_;
    float wide_ = 0; ///< width of the table just laid out, when it is wider than the page
    bool in_quote_ = false;
    std::string plain_;
    std::vector<std::string> texts_;
    std::vector<std::size_t> plain_at_; ///< where each of texts_ begins in plain_; npos for what is not read
    std::size_t found_ = 0;             ///< up to here plain_ has been found in texts_
    std::vector<Piece> pieces_;
    std::vector<Span> spans_;
};

/// The last pages laid out, so that scrolling does not lay them out again.
class PageLayouts {
  public:
    const PageLayout& page(std::string_view markdown, float width, Painter& paint, const PictureSize& picture_size);
    void forget() { kept_.clear(); }

  private:
    struct Entry {
        std::uint64_t key = 0;
        std::unique_ptr<PageLayout> layout;
    };
    std::vector<Entry> kept_;
};

} // namespace lianxin
