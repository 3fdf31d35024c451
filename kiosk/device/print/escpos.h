// The language of line printers, ESC/POS (Epson's application programming guide): raster, feed, cut, and real-time status.
#pragma once

#include "kiosk/device/print/drawing.h"

#include <cstdint>
#include <vector>

namespace lianxin {

enum class Cut { None, Partial, Full };

/// The commands that print it, in order. Between two of them, and only there, a printer may be asked how it is.
std::vector<Bytes> escpos_of(const Raster& raster, Cut cut);

/// DLE EOT n: answered at once, even while printing or out of paper.
enum class Query : std::uint8_t { Printer = 1, Offline = 2, Fault = 3, Paper = 4 };
Bytes command_of(Query query);
/// GS r 1: answered when everything sent before has been worked off.
Bytes ask_when_done();
/// DLE DC4 8: what is left of a paper that failed is forgotten, so that it does not come out beside the next resident's.
Bytes forget_the_rest();

/// Whether the byte can answer DLE EOT (its fixed bits are right).
bool answers_query(std::uint8_t byte);
/// Whether the byte can answer GS r.
bool answers_when_done(std::uint8_t byte);

/// What a printer told of itself so far.
struct PrinterStatus {
    bool is_offline = false;
    bool is_open = false;  ///< the cover
    bool is_empty = false; ///< the roll
    bool is_low = false;   ///< the roll is nearly at its end
    bool has_fault = false; ///< cutter, heat, voltage, jam
};
/// Takes over what that answer tells.
void note(PrinterStatus& status, Query query, std::uint8_t answer);

} // namespace lianxin
