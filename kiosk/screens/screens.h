// What is drawn for a session: the hall's frame, the screen it is on, and the dialog over it. Reads only; wishes go into `intents`.
#pragma once

#include "kiosk/intent.h"
#include "kiosk/session.h"
#include "kiosk/ui/ui.h"
#include "kiosk/view.h"

namespace lianxin {

/// Draws everything of one frame.
void draw(const View& view, const Session& session, Ui& ui, Intents& intents);

/// How the session wants to look.
Look look_of(const Session& session);

// One function a screen; `body` is what the hall's frame leaves free.
void draw_idle(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body);
void draw_home(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body);
void draw_services(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body);
void draw_form(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body);
void draw_confirm(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body);
void draw_receipt(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body);
void draw_progress(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body);
void draw_notices(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body);
void draw_notice(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body);
void draw_search(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body);
void draw_board(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body);
void draw_board_entry(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body);
void draw_staff(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body);
void draw_stick(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body); ///< a page of Staff
void draw_readback(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body);
void draw_trouble(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body);

} // namespace lianxin
