// What a page asks to bring, as it stands on paper.
#pragma once

#include "kiosk/device/receipt_sheet.h"
#include "kiosk/effect.h"

namespace lianxin {

/// The page's title, a box and a line for each document, and whom to ask.
Sheet checklist_sheet(const effect::PrintChecklist& list, const Letterhead& head, const Wording& words);

} // namespace lianxin
