// A receipt as it stands on paper.
#pragma once

#include "kiosk/device/print/sheet.h"
#include "kiosk/session.h"
#include "kiosk/ui/wording.h"

namespace lianxin {

/// What the hall adds to every paper.
struct Letterhead {
    std::string hall;
    std::string phone; ///< empty when unknown
};

/// What was handed in, its number, code and QR, by when it is answered and how to ask. No answers and no names.
Sheet receipt_sheet(const Receipt& receipt, ThemeName theme, const Letterhead& head, const Wording& words);

} // namespace lianxin
