// Sets headings, paragraphs, lists, quotations, tables and pictures one below the other.
#include "kiosk/ui/page_layout.h"

#include <cmath>
#include <functional>
#include <utility>

namespace lianxin {

namespace {

constexpr std::size_t pages_kept = 3;
constexpr float narrowest_column = 3.2F; // em
constexpr float least_for_words = 4.2F;  // em: narrower columns of words are hard to read, rather the table moves
constexpr float widest_column = 9;       // em, in a table that moves

const Type& heading_type(const Theme& theme, int level) {
    if (level <= 1) return theme.headline;
    return level == 2 ? theme.title : theme.strong;
}

/// Wide enough for either face, so that bold words never run over the edge.
float widest_advance(const Painter& paint, const Type& type, char32_t character) {
    Type bold = type;
    bold.face = Face::Bold;
    return std::max(paint.advance(type, character), paint.advance(bold, character));
}

} // namespace

PageLayout::PageLayout(std::string_view markdown, float width, Painter& paint, const PictureSize& picture_size) : width_(width) {
    const auto blocks = parse_markdown(markdown);
    plain_ = plain_text(blocks);
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        in_quote_ = i > 0 && blocks[i - 1].quoted && blocks[i].quoted;
        add_block(blocks[i], paint, picture_size);
    }
}

void PageLayout::add_block(const Block& block, Painter& paint, const PictureSize& picture_size) {
    const Theme& theme = paint.theme();
    Span span;
    span.first = pieces_.size();
    const bool is_tight = block.kind == Block::Kind::Item && !spans_.empty();
    float gap = is_tight ? theme.body.em * 0.35F : theme.body.em * 0.75F;
    if (block.kind == Block::Kind::Heading) gap = block.level <= 2 ? theme.body.em * 1.5F : theme.body.em * 1.1F;
    if (spans_.empty()) gap = 0;
    float quote_padding = 0;
    if (block.quoted) quote_padding = theme.px(28);
    if (block.quoted && !in_quote_) gap = theme.body.em * 0.9F;
    span.top = height_ + (in_quote_ ? 0 : std::round(gap));
    Rect where{quote_padding, span.top + (block.quoted ? quote_padding * 0.7F : 0), width_ - 2 * quote_padding, 0};
    const std::size_t backing = pieces_.size();
    if (block.quoted) pieces_.resize(pieces_.size() + 2);

    float high = 0;
    switch (block.kind) {
    case Block::Kind::Heading: high = add_text(block.text, where, heading_type(theme, block.level), Tone::Ink, paint); break;
    case Block::Kind::Paragraph: high = add_text(block.text, where, theme.body, Tone::Ink, paint); break;
    case Block::Kind::Item: high = add_item(block, where, paint); break;
    case Block::Kind::Table: high = add_table(block, where, paint); break;
    case Block::Kind::Picture: high = add_picture(block, where, paint, picture_size); break;
    case Block::Kind::Rule:
        pieces_.push_back({Piece::Kind::Fill, {where.x, where.y, where.width, theme.hairline}, {}, Tone::Border});
        high = theme.hairline;
        break;
    }
    span.bottom = where.y + high + (block.quoted ? quote_padding * 0.7F : 0);
    if (block.quoted) {
        const float tall = span.bottom - span.top;
        pieces_[backing] = {Piece::Kind::Fill, {0, span.top, width_, tall}, {}, Tone::Tint};
        pieces_[backing + 1] = {Piece::Kind::Fill, {0, span.top, theme.px(8), tall}, {}, Tone::Accent};
    }
    span.last = pieces_.size();
    span.wide = std::exchange(wide_, 0.0F);
    height_ = span.bottom;
    spans_.push_back(span);
}

void PageLayout::add_line(const RichText& text, std::uint32_t index, const Line& line, Rect where, const Type& type, Tone tone,
                          Painter& paint) {
    Type bold = type;
    bold.face = Face::Bold;
    float x = where.x;
    std::size_t at = line.begin;
    const auto add = [&](std::size_t end, const Type& face) {
        end = std::min(end, line.end);
        if (end <= at) return;
        pieces_.push_back({Piece::Kind::Text, {x, where.y, where.width, type.line}, face, tone, index, at, end});
        if (end < line.end) x += paint.width(face, std::string_view(text.text).substr(at, end - at));
        at = end;
    };
    for (const BoldRun& run : text.bold) {
        if (run.end <= line.begin || run.begin >= line.end) continue;
        add(run.begin, type);
        add(run.end, bold);
    }
    add(line.end, type);
}

/// Texts come in the order in which the plain text has them.
std::uint32_t PageLayout::keep(const std::string& text) {
    const std::size_t at = plain_.find(text, found_);
    plain_at_.push_back(at);
    if (at != std::string::npos) found_ = at + text.size();
    texts_.push_back(text);
    return static_cast<std::uint32_t>(texts_.size() - 1);
}

float PageLayout::add_text(const RichText& text, Rect where, const Type& type, Tone tone, Painter& paint, Align align) {
    const std::uint32_t index = keep(text.text);
    const bool mixed = !text.bold.empty();
    const auto lines = break_lines(text.text, where.width, [&](char32_t character) {
        return mixed ? widest_advance(paint, type, character) : paint.advance(type, character);
    });
    float y = where.y;
    for (const Line& line : lines) {
        const float shift = align == Align::Centre ? std::max(0.0F, (where.width - line.width) / 2) : 0;
        add_line(text, index, line, {where.x + shift, y, where.width, type.line}, type, tone, paint);
        y += type.line;
    }
    return y - where.y;
}

float PageLayout::add_item(const Block& block, Rect where, Painter& paint) {
    const Type& type = paint.theme().body;
    const float step = std::round(type.em * 1.5F);
    where.cut_left(step * static_cast<float>(block.level));
    const Rect marker = where.cut_left(step);
    if (block.marker.empty()) {
        const float size = std::round(type.em * 0.3F);
        pieces_.push_back({Piece::Kind::Bullet, {marker.x + type.em * 0.45F, where.y + (type.line - size) / 2, size, size}, {},
                           block.level == 0 ? Tone::Accent : Tone::Soft});
    } else if (block.marker != "-") {
        Type bold = type;
        bold.face = Face::Bold;
        add_text({block.marker, {}}, {marker.x, where.y, marker.width * 2, 0}, bold, Tone::Accent, paint);
    }
    return add_text(block.text, where, type, Tone::Ink, paint);
}

std::vector<float> PageLayout::column_widths(const Block& block, float width, Painter& paint) const {
    std::size_t columns = 0;
    for (const TableRow& row : block.rows) columns = std::max(columns, row.cells.size());
    const Type& type = paint.theme().body;
    const float padding = 2 * paint.theme().px(16);
    const float least = std::min(narrowest_column * type.em + padding, width / static_cast<float>(std::max<std::size_t>(columns, 1)));
    std::vector<float> wish(columns, least);
    for (const TableRow& row : block.rows)
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            Type face = type;
            if (row.is_header) face.face = Face::Bold;
            wish[i] = std::max(wish[i], std::ceil(paint.width(face, row.cells[i].text)) + padding + 2);
        }
    float needed = 0;
    for (const float each : wish) needed += std::min(each, least_for_words * type.em + padding);
    if (needed > width) {
        for (float& each : wish) each = std::floor(std::min(each, widest_column * type.em + padding));
        return wish;
    }
    float total = 0, spare = 0;
    for (const float each : wish) {
        total += each;
        spare += each - least;
    }
    // Too wide: what a column wants beyond the least is cut in equal proportion. Too narrow: the last ones share the rest.
    for (float& each : wish) {
        if (total > width && spare > 0) each = least + (each - least) * (width - least * static_cast<float>(columns)) / spare;
        else if (total < width) each += (width - total) / static_cast<float>(columns);
        each = std::floor(each);
    }
    return wish;
}

float PageLayout::add_table(const Block& block, Rect where, Painter& paint) {
    const Theme& theme = paint.theme();
    const auto columns = column_widths(block, where.width, paint);
    const float across = theme.px(16), down = theme.px(12);
    float whole = 0;
    for (const float column : columns) whole += column;
    if (whole > where.width) wide_ = where.width = whole;
    float y = where.y;
    const auto rule = [&](float at) { pieces_.push_back({Piece::Kind::Fill, {where.x, at, where.width, theme.hairline}, {}, Tone::Border}); };
    rule(y);
    for (const TableRow& row : block.rows) {
        const std::size_t backing = pieces_.size();
        if (row.is_header) pieces_.emplace_back();
        Type face = theme.body;
        if (row.is_header) face.face = Face::Bold;
        float x = where.x, tallest = face.line;
        for (std::size_t i = 0; i < row.cells.size() && i < columns.size(); ++i) {
            tallest = std::max(tallest, add_text(row.cells[i], {x + across, y + down, columns[i] - 2 * across, 0}, face, Tone::Ink, paint));
            x += columns[i];
        }
        if (row.is_header) pieces_[backing] = {Piece::Kind::Fill, {where.x, y, where.width, tallest + 2 * down}, {}, Tone::Sunken};
        y += tallest + 2 * down;
        rule(y);
    }
    // Below a table that moves there is room for the bar that tells so.
    return y + theme.hairline - where.y + (wide_ > 0 ? theme.px(20) : 0);
}

float PageLayout::add_picture(const Block& block, Rect where, Painter& paint, const PictureSize& picture_size) {
    const Theme& theme = paint.theme();
    const auto size = picture_size ? picture_size(block.picture) : std::nullopt;
    float width = where.width, height = theme.px(160);
    if (size && size->width > 0 && size->height > 0) {
        const float natural = static_cast<float>(size->width) * std::max(1.0F, theme.unit);
        width = std::min(where.width, natural);
        height = std::round(width * static_cast<float>(size->height) / static_cast<float>(size->width));
    } else {
        missing_.push_back(block.picture);
    }
    const auto index = static_cast<std::uint32_t>(texts_.size());
    texts_.push_back(block.picture);
    plain_at_.push_back(std::string::npos);
    const Rect place{where.x + std::round((where.width - width) / 2), where.y, width, height};
    pieces_.push_back({Piece::Kind::Picture, place, {}, Tone::Sunken, index});
    if (size) pictures_.push_back({block.picture, block.text.text, place});
    if (block.text.text.empty()) return height;
    const float gap = theme.px(12);
    return height + gap + add_text(block.text, {where.x, where.y + height + gap, where.width, 0}, theme.small, Tone::Soft, paint, Align::Centre);
}

Color PageLayout::color_of(Tone tone, const Theme& theme) {
    switch (tone) {
    case Tone::Ink: return theme.ink;
    case Tone::Soft: return theme.ink_soft;
    case Tone::Accent: return theme.accent;
    case Tone::Sunken: return theme.sunken;
    case Tone::Tint: return theme.accent_soft;
    case Tone::Border: return theme.border_strong;
    }
    return theme.ink;
}

PlainRange PageLayout::plain_range_of(const Piece& piece) const {
    if (piece.kind != Piece::Kind::Text || plain_at_[piece.text] == std::string::npos) return {};
    return {plain_at_[piece.text] + piece.begin, plain_at_[piece.text] + piece.end};
}

Rect PageLayout::place_of(PlainRange range) const {
    Rect place;
    for (const Piece& piece : pieces_) {
        const PlainRange plain = plain_range_of(piece);
        if (plain.is_empty() || plain.end <= range.begin || plain.begin >= range.end) continue;
        const float bottom = std::max(place.bottom(), piece.rect.bottom());
        if (place.is_empty()) place = {0, piece.rect.y, width_, 0};
        place.height = bottom - place.y;
    }
    return place;
}

/// A band behind the part of a line that is being read.
void PageLayout::draw_mark(const Piece& piece, Rect rect, PlainRange marked, Painter& paint) const {
    const PlainRange plain = plain_range_of(piece);
    const std::size_t from = std::max(plain.begin, marked.begin), to = std::min(plain.end, marked.end);
    if (from >= to) return;
    const auto words = std::string_view(texts_[piece.text]).substr(piece.begin, piece.end - piece.begin);
    const float before = paint.width(piece.type, words.substr(0, from - plain.begin));
    const float wide = paint.width(piece.type, words.substr(from - plain.begin, to - from));
    const float thick = paint.theme().px(4);
    paint.fill({rect.x + before, rect.y, wide, piece.type.line}, paint.theme().mark);
    paint.fill({rect.x + before, rect.y + piece.type.line - thick, wide, thick}, paint.theme().accent);
}

void PageLayout::draw_span(const Span& span, Point origin, Painter& paint, const DrawPicture& draw_picture, PlainRange marked) const {
    for (std::size_t i = span.first; i < span.last; ++i) {
        const Piece& piece = pieces_[i];
        const Rect rect = piece.rect.moved(origin.x, origin.y);
        if (!paint.is_visible(rect)) continue;
        const Color color = color_of(piece.tone, paint.theme());
        switch (piece.kind) {
        case Piece::Kind::Text:
            draw_mark(piece, rect, marked, paint);
            paint.glyphs(rect.x, rect.y, std::string_view(texts_[piece.text]).substr(piece.begin, piece.end - piece.begin), piece.type, color);
            break;
        case Piece::Kind::Fill: paint.fill(rect, color); break;
        case Piece::Kind::Bullet: paint.round(rect, rect.width / 2, color); break;
        case Piece::Kind::Picture:
            if (!draw_picture || !draw_picture(texts_[piece.text], rect)) paint.fill(rect, color);
            break;
        }
    }
}

/// A table in its window, and a bar below it that shows which part is seen.
void PageLayout::draw_wide(const Span& span, std::size_t table, Point origin, Painter& paint, const DrawPicture& draw_picture, PlainRange marked,
                           const MoveSideways& move) const {
    const Theme& theme = paint.theme();
    const Rect window{origin.x, origin.y + span.top, width_, span.bottom - span.top};
    const float offset = move ? move(table, window, span.wide) : 0;
    paint.push_clip(window.intersection(paint.clip()));
    draw_span(span, {origin.x - offset, origin.y}, paint, draw_picture, marked);
    paint.pop_clip();
    const float thick = theme.px(8), length = width_ * width_ / span.wide;
    const Rect bar{window.x, window.bottom() - thick, width_, thick};
    paint.round(bar, thick / 2, theme.border);
    paint.round({bar.x + (width_ - length) * std::clamp(offset / (span.wide - width_), 0.0F, 1.0F), bar.y, length, thick}, thick / 2, theme.ink_soft);
}

void PageLayout::draw(Point origin, Painter& paint, const DrawPicture& draw_picture, PlainRange marked, const MoveSideways& move) const {
    const Rect clip = paint.clip();
    const auto first = std::partition_point(spans_.begin(), spans_.end(),
                                            [&](const Span& span) { return origin.y + span.bottom <= clip.y; });
    for (auto span = first; span != spans_.end() && origin.y + span->top < clip.bottom(); ++span) {
        if (span->wide > 0) draw_wide(*span, static_cast<std::size_t>(span - spans_.begin()), origin, paint, draw_picture, marked, move);
        else draw_span(*span, origin, paint, draw_picture, marked);
    }
}

bool PageLayout::is_outdated(const PictureSize& picture_size) const {
    return picture_size && std::any_of(missing_.begin(), missing_.end(), [&](const std::string& path) { return picture_size(path).has_value(); });
}

const PageLayout& PageLayouts::page(std::string_view markdown, float width, Painter& paint, const PictureSize& picture_size) {
    std::uint64_t key = std::hash<std::string_view>{}(markdown);
    for (const std::uint64_t part : {static_cast<std::uint64_t>(markdown.size()), static_cast<std::uint64_t>(width),
                                     static_cast<std::uint64_t>(paint.theme().body.em), static_cast<std::uint64_t>(paint.theme().unit * 1000)})
        key = (key ^ part) * 0x9E3779B97F4A7C15ULL + (key >> 31);
    for (const Entry& entry : kept_)
        if (entry.key == key && !entry.layout->is_outdated(picture_size)) return *entry.layout;
    std::erase_if(kept_, [&](const Entry& entry) { return entry.key == key; });
    if (kept_.size() >= pages_kept) kept_.erase(kept_.begin());
    kept_.push_back({key, std::make_unique<PageLayout>(markdown, width, paint, picture_size)});
    return *kept_.back().layout;
}

} // namespace lianxin
