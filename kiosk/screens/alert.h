// A public warning over the whole screen, and the strip that keeps telling of it.
#pragma once

#include "kiosk/intent.h"
#include "kiosk/ui/ui.h"
#include "kiosk/view.h"

namespace lianxin {

/// Nothing when the session shows none.
void draw_alert(const View& view, const Session& session, Ui& ui, Intents& intents);
/// A strip for the gravest warning that stands; gives what is left of `body`.
Rect draw_alert_strip(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body);

} // namespace lianxin
