// A picture of a page over the whole screen: larger, smaller, dragged.
#pragma once

#include "kiosk/intent.h"
#include "kiosk/ui/ui.h"
#include "kiosk/view.h"

namespace lianxin {

/// Nothing when the session has no picture open.
void draw_enlarged_picture(const View& view, const Session& session, Ui& ui, Intents& intents);

} // namespace lianxin
