// QR codes drawn as whole-pixel squares on white, with their quiet zone. The home of libqrencode.
#pragma once

#include "kiosk/ui/painter.h"

#include <optional>
#include <string_view>
#include <vector>

namespace lianxin {

struct QrCode {
    int modules = 0;         ///< on a side, without the quiet zone
    std::vector<bool> dark;  ///< row by row
};

/// Error correction M; nothing when the text does not fit (ISO/IEC 18004 ends at 2,331 bytes).
std::optional<QrCode> make_qr(std::string_view text);

/// Draws it as large as whole pixels allow inside `rect`, centred, with four modules of white around (ISO/IEC 18004, 9.1).
void draw_qr(Painter& paint, Rect rect, const QrCode& code);

} // namespace lianxin
