// What is the same on every screen: above, the hall, the time, how fresh everything is and the end of the visit; below, the way back and
// home, the means to read and to hear, and a human.
#pragma once

#include "kiosk/intent.h"
#include "kiosk/session.h"
#include "kiosk/ui/ui.h"
#include "kiosk/view.h"

namespace lianxin {

/// Draws the header and gives what is left below it.
Rect draw_header(const View& view, const Session& session, Ui& ui, Intents& intents, Rect screen);
/// While staff help, a strip that says who, on upright screens; the header says it where height is dear. Gives what is left of `body`.
Rect draw_helper(const Session& session, Ui& ui, Rect body);
/// The part of `body` above the footer.
Rect body_without_footer(const Ui& ui, Rect body);
/// 朗读 has its place only where the kiosk can speak.
void draw_footer(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body);

/// How fresh content and contact are, in one line; worrying when either is old. Where there is no room for both, `brief` says what matters.
struct Freshness {
    std::string text, brief;
    bool is_stale = false;
};
Freshness freshness(const View& view, const Wording& words);
/// For who passes by an idle kiosk: when it last spoke with the county and how old its content is, large, and another colour with a
/// sign before it when either is old.
void draw_freshness(const View& view, Ui& ui, Rect where);

} // namespace lianxin
