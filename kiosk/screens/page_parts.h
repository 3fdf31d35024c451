// What stands around the text of a page: who signed it, what it corrects or rebuts, what to bring, whom to ask.
#pragma once

#include "kiosk/intent.h"
#include "kiosk/ui/ui.h"
#include "kiosk/view.h"

namespace lianxin {

/// Each draws from the top of `where` on and gives its height, with the gap below it; 0 when there is nothing to show.
float draw_signer(const View& view, const Session& session, Ui& ui, Rect where);
float draw_warnings(const View& view, const Session& session, Ui& ui, Intents& intents, Rect where);
float draw_comparisons(const Page& page, Ui& ui, Rect where);
float draw_documents(const View& view, const Session& session, Ui& ui, Intents& intents, Rect where);
float draw_contact(const View& view, const Page& page, Ui& ui, Rect where);

} // namespace lianxin
