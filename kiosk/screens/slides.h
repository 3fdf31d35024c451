// One slide of the idle screen.
#pragma once

#include "kiosk/ui/ui.h"
#include "kiosk/view.h"

namespace lianxin {

/// The slide that the session has come to; nullptr for the invitation.
const Slide* slide_of(const View& view, const Session& session);
/// `highlight`: which entry of the board a slide of it shows (Catalogue::highlight).
void draw_slide(const View& view, const Slide& slide, std::size_t highlight, Ui& ui, Rect where);

} // namespace lianxin
