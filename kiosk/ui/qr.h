// QR codes drawn as whole-pixel squares on white, with their quiet zone.
#pragma once

#include "kiosk/ui/painter.h"
#include "kiosk/ui/qr_code.h"

namespace lianxin {

/// Draws it as large as whole pixels allow inside `rect`, centred, with its quiet zone in white.
void draw_qr(Painter& paint, Rect rect, const QrCode& code);

} // namespace lianxin
