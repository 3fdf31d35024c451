// Bytes of ESC/POS.
#include "kiosk/device/print/escpos.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::uint8_t escape = 0x1b, group = 0x1d, real_time = 0x10;
/// Small enough for the buffers of cheap printers.
constexpr int band_rows = 128;
/// Dots: from the head past the tear bar, where nothing is cut.
constexpr std::uint8_t feed = 160;

std::uint8_t low(int number) { return static_cast<std::uint8_t>(number & 0xff); }
std::uint8_t high(int number) { return static_cast<std::uint8_t>(number >> 8 & 0xff); }

Bytes band(const Raster& raster, int top, int rows) {
    const int across = raster.width / 8;
    Bytes command{group, 'v', '0', 0, low(across), high(across), low(rows), high(rows)};
    append(command, ByteView(raster.bits).subspan(static_cast<std::size_t>(top) * raster.row_bytes(), static_cast<std::size_t>(rows) * raster.row_bytes()));
    return command;
}

} // namespace

std::vector<Bytes> escpos_of(const Raster& raster, Cut cut) {
    std::vector<Bytes> commands{{escape, '@'}};
    for (int top = 0; top < raster.height; top += band_rows) commands.push_back(band(raster, top, std::min(band_rows, raster.height - top)));
    if (cut == Cut::None) commands.push_back({escape, 'J', feed});
    else commands.push_back({group, 'V', static_cast<std::uint8_t>(cut == Cut::Partial ? 66 : 65), 0}); // feeds to the knife by itself
    return commands;
}

Bytes command_of(Query query) { return {real_time, 0x04, static_cast<std::uint8_t>(query)}; }
Bytes ask_when_done() { return {group, 'r', 1}; }
Bytes forget_the_rest() { return {real_time, 0x14, 8, 1, 3, 20, 1, 6, 2, 8}; }

bool answers_query(std::uint8_t byte) { return (byte & 0x93) == 0x12; }
bool answers_when_done(std::uint8_t byte) { return (byte & 0x90) == 0; }

void note(PrinterStatus& status, Query query, std::uint8_t answer) {
    const auto has = [answer](int bits) { return (answer & bits) != 0; };
    switch (query) {
    case Query::Printer: status.is_offline = has(0x08); break;
    case Query::Offline:
        status.is_open = has(0x04);
        status.is_empty = has(0x20);
        status.has_fault = has(0x40);
        break;
    case Query::Fault: status.has_fault = has(0x68); break;
    case Query::Paper:
        status.is_low = has(0x0c);
        status.is_empty = has(0x60);
        break;
    }
}

} // namespace lianxin
