// The spoken mode on every screen: a frame around the focused target, gestures turned into wishes, and what is said of the screen.
#pragma once

#include "kiosk/intent.h"
#include "kiosk/session.h"
#include "kiosk/ui/ui.h"
#include "kiosk/view.h"

namespace lianxin {

/// A strip above the footer with what only this mode has: takes its room from `body`. Empty while the mode is off.
Rect cut_spoken_strip(const Session& session, const Ui& ui, Rect& body);
void draw_spoken_strip(const Session& session, Ui& ui, Intents& intents, Rect strip);

/// Last of a frame, when every target of it is known.
void draw_spoken(const View& view, const Session& session, Ui& ui, Intents& intents);

} // namespace lianxin
