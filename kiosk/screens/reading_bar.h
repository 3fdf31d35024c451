// What a listener can do while the kiosk reads aloud, and where on the screen the reading stands.
#pragma once

#include "kiosk/intent.h"
#include "kiosk/session.h"
#include "kiosk/ui/ui.h"

namespace lianxin {

/// While something is read: takes the room of the bar off the bottom of `body`; else an empty rectangle.
Rect cut_reading_bar(const Session& session, const Ui& ui, Rect& body);
void draw_reading_bar(const Session& session, Ui& ui, Intents& intents, Rect bar);
/// Frames the target that is being read and brings it into view. A page marks its own sentences.
void draw_reading_mark(const Session& session, Ui& ui);

} // namespace lianxin
