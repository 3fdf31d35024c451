// A stage for screens: an offscreen canvas of a size, the real fonts and wording, and sample sessions drawn on it.
#pragma once

#include "kiosk/screens/screens.h"
#include "tests/kiosk/sample_views.h"

#include <memory>

namespace lianxin::test {

class Stage {
  public:
    /// `width_mm` of the visible screen; 0 when unknown.
    explicit Stage(Size size, float width_mm = 0);

    /// Draws the session until it has settled; gives the intents of the last frame.
    Intents show(const SampleHall& hall, const Session& session, Look look);
    /// One frame at a moment.
    Intents frame(const SampleHall& hall, const Session& session, Look look, Milliseconds now);

    Ui& ui() { return *ui_; }
    Canvas& canvas() { return *canvas_; }

  private:
    std::unique_ptr<Canvas> canvas_;
    std::unique_ptr<Ui> ui_;
};

} // namespace lianxin::test
