// Chooses the draw function of the session's screen.
#include "kiosk/screens/screens.h"

#include "kiosk/screens/alert.h"
#include "kiosk/screens/dialogs.h"
#include "kiosk/screens/enlarged_picture.h"
#include "kiosk/screens/hall_frame.h"
#include "kiosk/screens/reading_bar.h"
#include "kiosk/screens/spoken.h"

namespace lianxin {

Look look_of(const Session& session) {
    switch (session.theme) {
    case ThemeName::Normal: return Look::Normal;
    case ThemeName::Elder: return Look::Elder;
    case ThemeName::Contrast: return Look::Contrast;
    }
    return Look::Normal;
}

void draw(const View& view, const Session& session, Ui& ui, Intents& intents) {
    const Rect below = draw_alert_strip(view, session, ui, intents, draw_header(view, session, ui, intents, ui.screen()));
    const Rect body = draw_helper(session, ui, below);
    Rect inner = body_without_footer(ui, body);
    const Rect bar = cut_reading_bar(session, ui, inner);
    const Rect strip = cut_spoken_strip(session, ui, inner);
    switch (session.screen) {
    case Screen::Idle: draw_idle(view, session, ui, intents, inner); break;
    case Screen::Home: draw_home(view, session, ui, intents, inner); break;
    case Screen::Services: draw_services(view, session, ui, intents, inner); break;
    case Screen::Form: draw_form(view, session, ui, intents, inner); break;
    case Screen::Confirm: draw_confirm(view, session, ui, intents, inner); break;
    case Screen::Receipt: draw_receipt(view, session, ui, intents, inner); break;
    case Screen::Progress: draw_progress(view, session, ui, intents, inner); break;
    case Screen::Notices: draw_notices(view, session, ui, intents, inner); break;
    case Screen::Notice: draw_notice(view, session, ui, intents, inner); break;
    case Screen::Search: draw_search(view, session, ui, intents, inner); break;
    case Screen::Board: draw_board(view, session, ui, intents, inner); break;
    case Screen::BoardEntry: draw_board_entry(view, session, ui, intents, inner); break;
    case Screen::Staff: draw_staff(view, session, ui, intents, inner); break;
    case Screen::Readback: draw_readback(view, session, ui, intents, inner); break;
    case Screen::Trouble: draw_trouble(view, session, ui, intents, inner); break;
    }
    draw_reading_mark(session, ui);
    draw_spoken_strip(session, ui, intents, strip);
    draw_reading_bar(session, ui, intents, bar);
    draw_footer(view, session, ui, intents, body);
    draw_enlarged_picture(view, session, ui, intents);
    draw_dialog(view, session, ui, intents);
    draw_alert(view, session, ui, intents);
    draw_spoken(view, session, ui, intents);
}

} // namespace lianxin
