// What is the same on every screen: above, the hall, the time and how fresh everything is; below, the way back, home and to a human.
#pragma once

#include "kiosk/intent.h"
#include "kiosk/session.h"
#include "kiosk/ui/ui.h"
#include "kiosk/view.h"

namespace lianxin {

/// Draws the header and gives what is left below it.
Rect draw_header(const View& view, Ui& ui, Rect screen);
/// The part of `body` above the footer.
Rect body_without_footer(const Ui& ui, Rect body);
void draw_footer(const Session& session, Ui& ui, Intents& intents, Rect body);

/// How fresh content and contact are, in one line; worrying when either is old.
struct Freshness {
    std::string text;
    bool is_stale = false;
};
Freshness freshness(const View& view, const Wording& words);

} // namespace lianxin
