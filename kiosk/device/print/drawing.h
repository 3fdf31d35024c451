// Draws sheets: as black dots for a line printer, as an A4 PDF. The home of Pango and cairo.
#pragma once

#include "kiosk/device/print/sheet.h"
#include "records/base/bytes.h"

namespace lianxin {

/// Dots of a thermal printer, 8 to the millimetre. One bit a dot, 1 is black, the highest bit is leftmost.
struct Raster {
    int width = 0; ///< a multiple of 8
    int height = 0;
    Bytes bits;    ///< width / 8 bytes a row

    std::size_t row_bytes() const { return static_cast<std::size_t>(width) / 8; }
    bool is_black(int x, int y) const {
        return (bits[static_cast<std::size_t>(y) * row_bytes() + static_cast<std::size_t>(x) / 8] >> (7 - x % 8) & 1) != 0;
    }
    bool operator==(const Raster&) const = default;
};

/// By the width of the roll: 58 mm has 384 dots to print on, 80 mm has 576.
enum class Roll { Narrow, Wide };

/// Errors: Invalid (a QR code that does not fit, an empty or endless paper), Unavailable (no typeface for a character).
Result<Raster> draw_for_roll(const Sheet& sheet, Roll roll);
/// Pages of A4 with the typeface embedded. Errors: as above.
Result<Bytes> draw_as_pdf(const Sheet& sheet);

} // namespace lianxin
