// Sets type with Pango, draws with cairo, and turns grey into black or white where ink knows nothing between.
#include "kiosk/device/print/drawing.h"

#include "kiosk/ui/qr_code.h"
#include "records/base/text.h"

#include <algorithm>
#include <cairo-pdf.h>
#include <cmath>
#include <memory>
#include <pango/pangocairo.h>

namespace lianxin {
namespace {

/// How large things are, in dots of 1/8 mm.
struct Measures {
    double width = 0;                 ///< between the margins
    double margin = 0;                ///< left, right, and below
    double body = 0, note = 0, title = 0, code = 0; ///< em
    double module = 0;                ///< of a QR code, where there is room
    bool label_above = false;         ///< where label and value do not fit beside each other
};

constexpr double least_module = 4; ///< half a millimetre: what a worn scanner still reads
constexpr double longest_roll = 16000; ///< two metres of paper: something is wrong

Measures measures_of(Roll roll, TypeSize type) {
    const bool is_large = type == TypeSize::Large;
    if (roll == Roll::Wide) return is_large ? Measures{560, 8, 44, 36, 56, 120, 7, true} : Measures{560, 8, 32, 26, 46, 100, 6, false};
    return is_large ? Measures{376, 4, 35, 29, 46, 80, 6, true} : Measures{376, 4, 30, 25, 40, 68, 6, true};
}

constexpr double a4_width = 210 * 8, a4_height = 297 * 8, a4_margin = 22 * 8;
constexpr double points_a_dot = 72 / 25.4 / 8;

Measures measures_of_a4(TypeSize type) {
    const double width = a4_width - 2 * a4_margin;
    return type == TypeSize::Large ? Measures{width, a4_margin, 62, 48, 84, 150, 9, false} : Measures{width, a4_margin, 46, 36, 64, 120, 8, false};
}

struct Release {
    void operator()(cairo_t* each) const { cairo_destroy(each); }
    void operator()(cairo_surface_t* each) const { cairo_surface_destroy(each); }
    void operator()(PangoLayout* each) const { g_object_unref(each); }
    void operator()(PangoFontDescription* each) const { pango_font_description_free(each); }
    void operator()(cairo_font_options_t* each) const { cairo_font_options_destroy(each); }
};
template <class T> using Owned = std::unique_ptr<T, Release>;

enum class Weight { Regular, Bold };
enum class Side { Left, Centre };
/// Whether stems are fitted to dots that can be seen.
enum class Dots { Coarse, Fine };

/// Draws blocks onto one surface, or only measures them.
class Pen {
  public:
    Pen(cairo_t* cairo, const Measures& measures, Dots dots) : cairo_(cairo), measures_(measures), options_(cairo_font_options_create()) {
        cairo_font_options_set_antialias(options_.get(), CAIRO_ANTIALIAS_GRAY);
        cairo_font_options_set_hint_style(options_.get(), dots == Dots::Coarse ? CAIRO_HINT_STYLE_FULL : CAIRO_HINT_STYLE_NONE);
        cairo_font_options_set_hint_metrics(options_.get(), dots == Dots::Coarse ? CAIRO_HINT_METRICS_ON : CAIRO_HINT_METRICS_OFF);
    }

    enum class Deed { Measure, Draw };
    /// Draws the block with its upper edge at `y`; gives its height with the space below it.
    Result<double> block(const SheetBlock& block, double y, Deed deed);

  private:
    struct Style {
        double em;
        Weight weight = Weight::Regular;
        Side side = Side::Left;
        double line = 1.3; ///< in em
    };
    Owned<PangoLayout> layout(const std::string& text, const Style& style, double width);
    double text(const std::string& text, const Style& style, double x, double y, double width, Deed deed);
    double width_of(const std::string& text, const Style& style);
    double fact(const SheetBlock& block, double y, Deed deed);
    double code_line(const std::vector<std::string_view>& groups, const Style& style, double y, Deed deed); ///< gives its width
    double code(const SheetBlock& block, double y, Deed deed);
    double title(const SheetBlock& block, double y, Deed deed);
    double rule(double y, Deed deed);
    Result<double> qr(const SheetBlock& block, double y, Deed deed);

    cairo_t* cairo_;
    const Measures& measures_;
    Owned<cairo_font_options_t> options_;
    bool unknown_ = false; ///< a character that no typeface has
};

Owned<PangoLayout> Pen::layout(const std::string& text, const Style& style, double width) {
    Owned<PangoLayout> made(pango_cairo_create_layout(cairo_));
    PangoContext* context = pango_layout_get_context(made.get());
    pango_context_set_language(context, pango_language_from_string("zh-CN"));
    pango_cairo_context_set_font_options(context, options_.get());
    const Owned<PangoFontDescription> font(pango_font_description_from_string("Noto Sans CJK SC"));
    pango_font_description_set_weight(font.get(), style.weight == Weight::Bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(font.get(), style.em * PANGO_SCALE);
    pango_layout_set_font_description(made.get(), font.get());
    pango_layout_set_wrap(made.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_width(made.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_alignment(made.get(), style.side == Side::Centre ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT);
    pango_layout_set_text(made.get(), text.data(), static_cast<int>(text.size()));
    unknown_ = unknown_ || pango_layout_get_unknown_glyphs_count(made.get()) > 0;
    return made;
}

/// Lines are set by hand: the typeface asks for half a line of air between them, which is paper for nothing.
double Pen::text(const std::string& text, const Style& style, double x, double y, double width, Deed deed) {
    const auto made = layout(text, style, width);
    const double line = std::round(style.em * style.line);
    const int count = pango_layout_get_line_count(made.get());
    for (int i = 0; i < count && deed == Deed::Draw; ++i) {
        PangoLayoutLine* each = pango_layout_get_line_readonly(made.get(), i);
        PangoRectangle logical;
        pango_layout_line_get_extents(each, nullptr, &logical);
        const double free = width - static_cast<double>(logical.width) / PANGO_SCALE;
        const double baseline = y + i * line + (line - style.em) / 2 + style.em * 0.88;
        cairo_move_to(cairo_, std::round(x + (style.side == Side::Centre ? free / 2 : 0)), std::round(baseline));
        pango_cairo_show_layout_line(cairo_, each);
    }
    return count * line;
}

double Pen::width_of(const std::string& text, const Style& style) {
    const auto made = layout(text, style, 1e5);
    int width = 0;
    pango_layout_set_width(made.get(), -1);
    pango_layout_get_size(made.get(), &width, nullptr);
    return std::ceil(static_cast<double>(width) / PANGO_SCALE);
}

double Pen::fact(const SheetBlock& block, double y, Deed deed) {
    const Style label{measures_.body}, value{measures_.body, Weight::Bold};
    if (measures_.label_above) {
        const double above = text(block.label, {measures_.note}, measures_.margin, y, measures_.width, deed);
        return above + text(block.text, value, measures_.margin, y + above, measures_.width, deed) + measures_.body * 0.25;
    }
    const double column = std::round(measures_.body * 4.6);
    const double left = text(block.label, label, measures_.margin, y, column, deed);
    const double right = text(block.text, value, measures_.margin + column, y, measures_.width - column, deed);
    return std::max(left, right) + measures_.body * 0.15;
}

double Pen::code_line(const std::vector<std::string_view>& groups, const Style& style, double y, Deed deed) {
    const double gap = std::round(style.em * 0.45);
    double wide = -gap;
    for (const auto group : groups) wide += width_of(std::string(group), style) + gap;
    double x = std::round(measures_.margin + (measures_.width - wide) / 2);
    for (const auto group : groups) {
        const double own = width_of(std::string(group), style);
        text(std::string(group), style, x, y, own + style.em, deed);
        x += own + gap;
    }
    return wide;
}

/// All groups on one line where there is room, else on two.
double Pen::code(const SheetBlock& block, double y, Deed deed) {
    const double frame = std::max(2.0, std::round(measures_.body / 10)), pad = std::round(measures_.body * 0.35);
    const double inner = measures_.width - 2 * (frame + pad);
    Style style{measures_.code, Weight::Bold, Side::Left, 1.15};
    const auto groups = split(block.text, ' ');
    std::vector<std::vector<std::string_view>> lines{groups};
    if (groups.size() > 1 && code_line(groups, style, y, Deed::Measure) > inner) {
        const auto middle = groups.begin() + static_cast<std::ptrdiff_t>(groups.size() + 1) / 2;
        lines = {{groups.begin(), middle}, {middle, groups.end()}};
    }
    for (const auto& line : lines) style.em = std::floor(std::min(style.em, style.em * inner / code_line(line, style, y, Deed::Measure)));
    double below = y + frame + pad;
    for (const auto& line : lines) {
        code_line(line, style, below, deed);
        below += std::round(style.em * style.line);
    }
    below += pad + frame;
    if (deed == Deed::Draw) {
        cairo_set_line_width(cairo_, frame);
        cairo_rectangle(cairo_, measures_.margin + frame / 2, std::round(y) + frame / 2, measures_.width - frame, std::round(below - y) - frame);
        cairo_stroke(cairo_);
    }
    return below - y + measures_.body * 0.5;
}

/// As large as fits on one line, but never smaller than text.
double Pen::title(const SheetBlock& block, double y, Deed deed) {
    Style style{measures_.title, Weight::Bold, Side::Centre};
    style.em = std::max(measures_.body, std::min(style.em, std::floor(style.em * measures_.width / std::max(1.0, width_of(block.text, style)))));
    return text(block.text, style, measures_.margin, y, measures_.width, deed);
}

double Pen::rule(double y, Deed deed) {
    const double space = std::round(measures_.body * 0.35), thick = std::max(2.0, std::round(measures_.body / 16));
    if (deed == Deed::Draw) {
        cairo_rectangle(cairo_, measures_.margin, std::round(y + space), measures_.width, thick);
        cairo_fill(cairo_);
    }
    return 2 * space + thick;
}

Result<double> Pen::qr(const SheetBlock& block, double y, Deed deed) {
    const auto made = make_qr(block.text);
    const double across = made ? made->modules + 2 * quiet_zone : 0;
    const double module = made ? std::min(measures_.module, std::floor((measures_.width + 2 * measures_.margin) / across)) : 0;
    if (module < least_module) return Error{ErrorCode::Invalid, "the QR code does not fit on this paper", {}};
    const double left = std::round(measures_.margin + (measures_.width - module * across) / 2) + module * quiet_zone;
    const double top = std::round(y) + module * quiet_zone;
    for (int row = 0; row < made->modules && deed == Deed::Draw; ++row)
        for (int column = 0; column < made->modules; ++column)
            if (made->is_dark(column, row)) cairo_rectangle(cairo_, left + column * module, top + row * module, module, module);
    if (deed == Deed::Draw) cairo_fill(cairo_);
    return module * across;
}

Result<double> Pen::block(const SheetBlock& block, double y, Deed deed) {
    const double x = measures_.margin, width = measures_.width, gap = measures_.body * 0.3;
    Result<double> height = 0.0;
    switch (block.kind) {
    case BlockKind::Title: height = title(block, y, deed) + gap; break;
    case BlockKind::Heading: height = text(block.text, {measures_.body, Weight::Bold}, x, y, width, deed); break;
    case BlockKind::Text: height = text(block.text, {measures_.body}, x, y, width, deed) + gap; break;
    case BlockKind::Note: height = text(block.text, {measures_.note}, x, y, width, deed) + gap; break;
    case BlockKind::Caption: height = text(block.text, {measures_.body, Weight::Regular, Side::Centre}, x, y, width, deed); break;
    case BlockKind::Fact: height = fact(block, y, deed); break;
    case BlockKind::Code: height = code(block, y, deed); break;
    case BlockKind::Qr: height = qr(block, y, deed); break;
    case BlockKind::Rule: height = rule(y, deed); break;
    }
    if (unknown_) return Error{ErrorCode::Unavailable, "no typeface has every character: install fonts-noto-cjk", {}};
    return height;
}

Result<double> height_of(const Sheet& sheet, const Measures& measures, cairo_t* cairo) {
    Pen pen(cairo, measures, Dots::Coarse);
    double y = 0;
    for (const auto& block : sheet.blocks) {
        auto height = pen.block(block, y, Pen::Deed::Measure);
        if (!height) return height;
        y += *height;
    }
    return y;
}

struct Paint {
    Owned<cairo_surface_t> surface;
    Owned<cairo_t> cairo;
};

/// Coverage of black, 0 to 255 a dot.
Paint grey_paper(int width, int height) {
    Paint paint{Owned<cairo_surface_t>(cairo_image_surface_create(CAIRO_FORMAT_A8, width, height)), nullptr};
    paint.cairo.reset(cairo_create(paint.surface.get()));
    return paint;
}

/// Somewhat less than half covered is black already: thin strokes of small characters stay whole.
Raster black_and_white(cairo_surface_t* surface, int width, int height) {
    constexpr unsigned char least_ink = 96;
    Raster raster{width, height, Bytes(static_cast<std::size_t>(width) / 8 * static_cast<std::size_t>(height))};
    cairo_surface_flush(surface);
    const unsigned char* grey = cairo_image_surface_get_data(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            if (grey[y * stride + x] >= least_ink)
                raster.bits[static_cast<std::size_t>(y) * raster.row_bytes() + static_cast<std::size_t>(x) / 8] |= static_cast<std::uint8_t>(0x80 >> (x % 8));
    return raster;
}

cairo_status_t append_to(void* bytes, const unsigned char* data, unsigned int length) {
    append(*static_cast<Bytes*>(bytes), {data, length});
    return CAIRO_STATUS_SUCCESS;
}

Error cannot_draw(cairo_status_t status) { return {ErrorCode::Unavailable, std::string("drawing: ") + cairo_status_to_string(status), {}}; }

} // namespace

Result<Raster> draw_for_roll(const Sheet& sheet, Roll roll) {
    const Measures measures = measures_of(roll, sheet.type);
    const int width = roll == Roll::Wide ? 576 : 384;
    const auto height = height_of(sheet, measures, grey_paper(8, 8).cairo.get());
    if (!height) return height.error();
    if (*height < 1 || *height > longest_roll) return Error{ErrorCode::Invalid, "the paper would be empty or endless", {}};
    const int high = static_cast<int>(std::ceil(*height));
    const Paint paint = grey_paper(width, high);
    Pen pen(paint.cairo.get(), measures, Dots::Coarse);
    double y = 0;
    for (const auto& block : sheet.blocks) y += *pen.block(block, y, Pen::Deed::Draw);
    if (const auto status = cairo_status(paint.cairo.get()); status != CAIRO_STATUS_SUCCESS) return cannot_draw(status);
    return black_and_white(paint.surface.get(), width, high);
}

Result<Bytes> draw_as_pdf(const Sheet& sheet) {
    const Measures measures = measures_of_a4(sheet.type);
    Bytes pdf;
    Paint paint{Owned<cairo_surface_t>(cairo_pdf_surface_create_for_stream(append_to, &pdf, a4_width * points_a_dot, a4_height * points_a_dot)), nullptr};
    paint.cairo.reset(cairo_create(paint.surface.get()));
    cairo_scale(paint.cairo.get(), points_a_dot, points_a_dot);
    Pen pen(paint.cairo.get(), measures, Dots::Fine);
    double y = a4_margin;
    for (const auto& block : sheet.blocks) {
        const auto height = pen.block(block, y, Pen::Deed::Measure);
        if (!height) return height.error();
        if (y + *height > a4_height - a4_margin && y > a4_margin) {
            cairo_show_page(paint.cairo.get());
            y = a4_margin;
        }
        y += *pen.block(block, y, Pen::Deed::Draw);
    }
    paint.cairo.reset();
    cairo_surface_finish(paint.surface.get());
    if (const auto status = cairo_surface_status(paint.surface.get()); status != CAIRO_STATUS_SUCCESS) return cannot_draw(status);
    return pdf;
}

} // namespace lianxin
