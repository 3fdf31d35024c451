// A list that the finger moves and, for people who cannot drag, buttons that turn its pages.
#pragma once

#include "kiosk/ui/ui.h"

namespace lianxin {

/// Draws a list inside `window`. Where it is longer, buttons that turn its pages take a strip of the window: below it on upright
/// screens, beside it on lying ones. By ear there are none, for whatever is walked to is brought into view. `draw` gets where the
/// content begins and gives how high it was. Gives the part of the window that shows the list.
Rect list(Ui& ui, std::string_view id, Rect window, const std::function<float(Rect content)>& draw);

} // namespace lianxin
