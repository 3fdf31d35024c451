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
/// What an idle kiosk tells who passes by: when it last spoke with the county (three days are too long), and how old its content is
/// (31 days are too old, and so is content that expired, cannot be opened or is not there).
struct Ages {
    struct Age {
        std::string text;
        bool is_stale = false;
    };
    Age contact, content;

    bool is_stale() const { return contact.is_stale || content.is_stale; }
};
Ages ages(const View& view, const Wording& words);
/// One calm line, or a large warning as soon as either is stale: two lines where there is height for them, else one. Drawn into the middle
/// of `where`; ages_height is what it takes there on this screen.
void draw_ages(const View& view, Ui& ui, Rect where);
float ages_height(const View& view, Ui& ui);

} // namespace lianxin
