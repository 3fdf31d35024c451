// Draws on the background draw list: no ImGui windows or widgets are used.
#include "kiosk/ui/painter.h"

#include "records/base/text.h"

#include <cmath>
#include <functional>

namespace lianxin {

namespace {

ImU32 packed(Color color) { return IM_COL32(color.red, color.green, color.blue, color.alpha); }
ImVec2 vec(float x, float y) { return {x, y}; }

Rect snapped(Rect rect) {
    const float x = std::round(rect.x), y = std::round(rect.y);
    return {x, y, std::round(rect.right()) - x, std::round(rect.bottom()) - y};
}

// Noto's characters stand from 0.88 em above to 0.12 em below the baseline, which lies 1.16 em below the top of the box that
// Dear ImGui draws from: so the square of a character begins this far below that top.
constexpr float square_top = 0.28F;
constexpr std::size_t most_layouts = 600;

constexpr std::string_view ellipsis = "…";

} // namespace

void Painter::begin_frame(const Theme& theme, Size screen) {
    theme_ = &theme;
    list_ = ImGui::GetBackgroundDrawList();
    clips_.assign(1, Rect{0, 0, static_cast<float>(screen.width), static_cast<float>(screen.height)});
    overflows_.clear();
    written_.clear();
    ++frame_;
    if (layouts_.size() > most_layouts) drop_old_layouts();
}

void Painter::fill(Rect rect, Color color) {
    rect = snapped(rect);
    if (rect.is_empty() || !is_visible(rect)) return;
    list_->AddRectFilled(vec(rect.x, rect.y), vec(rect.right(), rect.bottom()), packed(color));
}

void Painter::corner_pieces(Rect rect, float radius, const ImFontAtlasRect& sprite, ImU32 color) {
    const ImTextureRef texture = ImGui::GetIO().Fonts->TexRef;
    const float u = (sprite.uv0.x + sprite.uv1.x) / 2, v = (sprite.uv0.y + sprite.uv1.y) / 2;
    const auto piece = [&](float x, float y, float u0, float v0, float u1, float v1) {
        list_->AddImage(texture, vec(x, y), vec(x + radius, y + radius), vec(u0, v0), vec(u1, v1), color);
    };
    const float right = rect.right() - radius, bottom = rect.bottom() - radius;
    piece(rect.x, rect.y, sprite.uv0.x, sprite.uv0.y, u, v);
    piece(right, rect.y, u, sprite.uv0.y, sprite.uv1.x, v);
    piece(rect.x, bottom, sprite.uv0.x, v, u, sprite.uv1.y);
    piece(right, bottom, u, v, sprite.uv1.x, sprite.uv1.y);
}

void Painter::round(Rect rect, float radius, Color color) {
    rect = snapped(rect);
    if (rect.is_empty() || !is_visible(rect)) return;
    radius = std::floor(std::min({radius, rect.width / 2, rect.height / 2}));
    ImFontAtlasRect sprite;
    if (radius < 1 || !sprites_.disc(static_cast<int>(radius), sprite)) return fill(rect, color);
    corner_pieces(rect, radius, sprite, packed(color));
    fill({rect.x + radius, rect.y, rect.width - 2 * radius, radius}, color);
    fill({rect.x, rect.y + radius, rect.width, rect.height - 2 * radius}, color);
    fill({rect.x + radius, rect.bottom() - radius, rect.width - 2 * radius, radius}, color);
}

void Painter::outline(Rect rect, float radius, float thickness, Color color) {
    rect = snapped(rect);
    if (rect.is_empty() || !is_visible(rect)) return;
    thickness = std::max(1.0F, std::round(thickness));
    radius = std::floor(std::min({radius, rect.width / 2, rect.height / 2}));
    ImFontAtlasRect sprite;
    if (radius >= 1 && sprites_.ring(static_cast<int>(radius), static_cast<int>(thickness), sprite))
        corner_pieces(rect, radius, sprite, packed(color));
    else
        radius = 0;
    fill({rect.x + radius, rect.y, rect.width - 2 * radius, thickness}, color);
    fill({rect.x + radius, rect.bottom() - thickness, rect.width - 2 * radius, thickness}, color);
    const float side_top = rect.y + std::max(radius, thickness), side = rect.height - 2 * std::max(radius, thickness);
    fill({rect.x, side_top, thickness, side}, color);
    fill({rect.right() - thickness, side_top, thickness, side}, color);
}

void Painter::disc(Point centre, float radius, Color color) {
    round({centre.x - radius, centre.y - radius, 2 * radius, 2 * radius}, radius, color);
}

void Painter::pen_tip(Point at, float radius, const ImFontAtlasRect& sprite, ImU32 color) {
    const float x = std::round(at.x - radius), y = std::round(at.y - radius);
    list_->AddImage(ImGui::GetIO().Fonts->TexRef, vec(x, y), vec(x + 2 * radius, y + 2 * radius), sprite.uv0, sprite.uv1, color);
}

void Painter::pen(const std::vector<Point>& line, float thickness, Color color) {
    const float radius = std::max(1.0F, std::round(thickness / 2));
    ImFontAtlasRect sprite;
    if (line.empty() || !sprites_.disc(static_cast<int>(radius), sprite)) return;
    // Many small discs, close enough to show no steps: whole pictures are the one thing that is quick without a graphics device.
    const float step = std::max(1.0F, radius / 2.5F);
    pen_tip(line.front(), radius, sprite, packed(color));
    Point last = line.front();
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        // A quadratic curve from the middle of one piece to the middle of the next, bent towards the point between them.
        const Point corner = line[i], next = line[i + 1];
        const bool is_end = i + 2 == line.size();
        const Point to = is_end ? next : Point{(corner.x + next.x) / 2, (corner.y + next.y) / 2};
        const Point from = i == 0 ? corner : Point{(line[i - 1].x + corner.x) / 2, (line[i - 1].y + corner.y) / 2};
        const float length = std::hypot(corner.x - from.x, corner.y - from.y) + std::hypot(to.x - corner.x, to.y - corner.y);
        const int pieces = std::max(1, static_cast<int>(length / (step / 4)));
        for (int k = 1; k <= pieces; ++k) {
            const float t = static_cast<float>(k) / static_cast<float>(pieces), s = 1 - t;
            const Point at{s * s * from.x + 2 * s * t * corner.x + t * t * to.x, s * s * from.y + 2 * s * t * corner.y + t * t * to.y};
            if (std::hypot(at.x - last.x, at.y - last.y) < step) continue;
            pen_tip(at, radius, sprite, packed(color));
            last = at;
        }
    }
    pen_tip(line.back(), radius, sprite, packed(color));
}

void Painter::icon(Rect rect, std::string_view name, Color color) {
    const float side = std::round(std::min(rect.width, rect.height));
    const Rect place = snapped(rect.centred(side, side));
    ImFontAtlasRect sprite;
    if (!is_visible(place) || side < 1) return;
    const auto stroke = static_cast<int>(std::round(theme_->stroke * 10));
    if (!sprites_.icon(name, static_cast<int>(side), stroke, sprite)) return;
    list_->AddImage(ImGui::GetIO().Fonts->TexRef, vec(place.x, place.y), vec(place.x + side, place.y + side), sprite.uv0,
                    sprite.uv1, packed(color));
}

void Painter::image(Rect rect, ImTextureID texture) {
    rect = snapped(rect);
    if (is_visible(rect)) list_->AddImage(texture, vec(rect.x, rect.y), vec(rect.right(), rect.bottom()));
}

void Painter::glyphs(float x, float top, std::string_view text, const Type& type, Color color) {
    const float y = top + (type.line - type.em) / 2 - square_top * type.em;
    list_->AddText(fonts_.font(type.face), size_for_em(type.em), vec(std::round(x), std::round(y)), packed(color), text.data(),
                   text.data() + text.size());
    if (records_) written_.push_back({{x, top + (type.line - type.em) / 2, width(type, text), type.em}, std::string(text), type, color, clip()});
}

void Painter::line(Rect rect, std::string_view text, const Type& type, Color color, Align align, Fit fit) {
    if (!is_visible(rect) || text.empty()) return;
    std::string shortened;
    float wide = width(type, text);
    if (wide > rect.width + 1) {
        if (fit == Fit::Whole) overflows_.emplace_back(text);
        const auto first = break_lines(text, rect.width - width(type, ellipsis), [&](char32_t c) { return advance(type, c); });
        shortened = std::string(text.substr(0, first.front().end)) + std::string(ellipsis);
        text = shortened;
        wide = width(type, text);
    }
    const float free = rect.width - wide;
    const float x = rect.x + (align == Align::Left ? 0 : align == Align::Centre ? free / 2 : free);
    glyphs(x, rect.y + (rect.height - type.line) / 2, text, type, color);
}

const Type& Painter::fitting(std::initializer_list<const Type*> types, std::string_view text, float room) const {
    for (const Type* type : types)
        if (width(*type, text) <= room) return *type;
    return **(types.end() - 1);
}

const std::vector<Line>& Painter::lines(std::string_view text, const Type& type, float width) {
    std::uint64_t key = std::hash<std::string_view>{}(text);
    const auto mix = [&](std::uint64_t part) { key = (key ^ part) * 0x9E3779B97F4A7C15ULL + (key >> 29); };
    mix(text.size());
    mix(static_cast<std::uint64_t>(width));
    mix(static_cast<std::uint64_t>(type.em) * 2 + (type.face == Face::Bold ? 1 : 0));
    Layout& layout = layouts_[key];
    if (layout.lines.empty()) layout.lines = break_lines(text, width, [&](char32_t c) { return advance(type, c); });
    layout.used = frame_;
    return layout.lines;
}

float Painter::height(std::string_view text, const Type& type, float width) {
    return text.empty() ? 0 : static_cast<float>(lines(text, type, width).size()) * type.line;
}

float Painter::paragraph(Rect rect, std::string_view text, const Type& type, Color color, Align align, int most) {
    if (text.empty()) return 0;
    const auto& all = lines(text, type, rect.width);
    const std::size_t count = most > 0 ? std::min(all.size(), static_cast<std::size_t>(most)) : all.size();
    float top = rect.y;
    for (std::size_t i = 0; i < count; ++i, top += type.line) {
        const Rect place{rect.x, top, rect.width, type.line};
        if (!is_visible(place)) continue;
        const bool cut = i + 1 == count && count < all.size();
        const std::string_view part = text.substr(all[i].begin, (cut ? all[i + 1].end : all[i].end) - all[i].begin);
        line(place, part, type, color, align, cut ? Fit::Shorten : Fit::Whole);
    }
    return top - rect.y;
}

void Painter::push_clip(Rect rect) {
    rect = snapped(rect).intersection(clips_.back());
    clips_.push_back(rect);
    list_->PushClipRect(vec(rect.x, rect.y), vec(rect.right(), rect.bottom()));
}

void Painter::pop_clip() {
    clips_.pop_back();
    list_->PopClipRect();
}

void Painter::drop_old_layouts() {
    std::erase_if(layouts_, [&](const auto& entry) { return entry.second.used + 2 < frame_; });
}

void Painter::forget() {
    layouts_.clear();
    sprites_.forget();
}

} // namespace lianxin
