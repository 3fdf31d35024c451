// What may lie over a screen: help, the privacy time-out, leaving a form, a failed hand-in.
#pragma once

#include "kiosk/intent.h"
#include "kiosk/session.h"
#include "kiosk/ui/ui.h"
#include "kiosk/view.h"

namespace lianxin {

void draw_dialog(const View& view, const Session& session, Ui& ui, Intents& intents);

} // namespace lianxin
