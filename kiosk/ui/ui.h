// What a screen draws with: theme, brush, touch, words and pictures, and the frame they live in.
#pragma once

#include "kiosk/ui/canvas.h"
#include "kiosk/ui/explore.h"
#include "kiosk/ui/imgui/glyph_memory.h"
#include "kiosk/ui/painter.h"
#include "kiosk/ui/page_layout.h"
#include "kiosk/ui/pictures.h"
#include "kiosk/ui/touch.h"
#include "kiosk/ui/wording.h"

#include <functional>
#include <memory>
#include <optional>

namespace lianxin {

struct UiOptions {
    FontFiles fonts = system_fonts();
    float width_mm = 0; ///< of the visible screen; 0 when unknown
};

/// Who the fingers belong to.
enum class Guidance { BySight, ByEar };

class Ui {
  public:
    /// Errors: NotFound, Storage, Corrupt (the fonts).
    static Result<std::unique_ptr<Ui>> open(Canvas& canvas, Wording words, const UiOptions& options);

    /// One frame: works off touches, draws, shows it when it differs. True when the screen changed.
    bool frame(Look look, Milliseconds now, const std::function<void(Ui&)>& draw);
    /// A report of a finger: it touches what it sees, or explores what it hears.
    void report(const PointerEvent& event);
    /// From now on; a finger that is down means nothing any more when this changes.
    void guide(Guidance guidance);
    Guidance guidance() const { return guidance_; }
    /// By ear: fingers that come down in `pad` write there, until one comes down outside it.
    void write_in(Rect pad) { pad_ = pad; }
    void stop_writing() { pad_.reset(); }
    /// A list rolls or touches wait: another frame is due at once.
    bool wants_frame() const { return touch.wants_frame() || explorer.wants_frame(); }
    /// When a resting finger comes to mean something (monotonic).
    std::optional<Milliseconds> deadline() const;
    /// The visit is over: layouts, pictures, glyphs and scroll positions of it are dropped.
    void forget();

    /// Draws a list that scrolls inside `window`. `draw` gets where its content begins and gives how high it was.
    void scroll(std::string_view id, Rect window, const std::function<float(Rect content)>& draw);
    /// Finds out how long such a list is before it is drawn the first time; nothing of it is shown.
    void rehearse(std::string_view id, Rect window, const std::function<float(Rect content)>& draw);

    const Theme& theme() const { return *theme_; }
    Rect screen() const { return paint.screen(); }
    /// Side by side rather than one below the other.
    bool is_wide() const { return screen().width > screen().height; }

    const Wording words;
    Painter paint;
    Touch touch;
    Explorer explorer; ///< while guided by ear
    CornerHold corner; ///< while guided by sight
    Pictures pictures;
    PageLayouts pages;
    GlyphMemory glyphs;

  private:
    Ui(Canvas& canvas, Wording wording, Fonts fonts, float width_mm)
        : words(std::move(wording)), paint(fonts), pictures(canvas), canvas_(canvas), width_mm_(width_mm) {}
    void draw_thumb(Rect window, float offset, float content);

    Canvas& canvas_;
    float width_mm_;
    Guidance guidance_ = Guidance::BySight;
    std::optional<Rect> pad_; ///< that is written in by ear
    std::optional<Theme> theme_;
};

} // namespace lianxin
