// Reads ESC/POS back, after Epson's description of each command.
#include "tests/kiosk/print/paper_roll.h"

namespace lianxin::test {
namespace {

constexpr std::uint8_t dle = 0x10, esc = 0x1b, gs = 0x1d;
constexpr std::size_t unknown = 0;

} // namespace

/// How many bytes the command that begins so has, as far as can be told; `unknown` when there is no such command.
std::size_t PaperRoll::length_wanted() const {
    const Bytes& c = command_;
    if (c.size() == 1) return c[0] == dle || c[0] == esc || c[0] == gs ? 2 : unknown;
    if (c[0] == esc) return c[1] == '@' ? 2 : c[1] == 'J' ? 3 : unknown;
    if (c[0] == dle) return c[1] == 0x04 ? 3 : c[1] == 0x14 ? 10 : unknown;
    if (c[1] == 'r') return 3;
    if (c[1] == 'V') return 4;
    if (c[1] != 'v') return unknown;
    if (c.size() < 8) return 8;
    return 8 + static_cast<std::size_t>(c[4] + 256 * c[5]) * static_cast<std::size_t>(c[6] + 256 * c[7]);
}

void PaperRoll::take(std::uint8_t byte) {
    if (!wrong.empty()) return;
    command_.push_back(byte);
    const std::size_t wanted = length_wanted();
    if (wanted == unknown) wrong = "unknown command " + to_hex(command_);
    else if (command_.size() == wanted) obey();
}

void PaperRoll::obey() {
    const Bytes c = std::exchange(command_, {});
    if (c[0] == esc && c[1] == '@') {
        was_reset = true;
    } else if (c[0] == esc) {
        fed += c[2];
    } else if (c[0] == dle && c[1] == 0x04) {
        if (c[2] < 1 || c[2] > 4) wrong = "DLE EOT " + std::to_string(c[2]);
        else on_query(c[2]);
    } else if (c[0] == dle) {
        if (c != Bytes{dle, 0x14, 8, 1, 3, 20, 1, 6, 2, 8}) wrong = "DLE DC4 with other bytes";
        was_told_to_forget = true;
    } else if (c[1] == 'r') {
        on_done_query();
    } else if (c[1] == 'V') {
        if ((c[2] != 65 && c[2] != 66) || !was_reset) wrong = "GS V";
        ++cuts;
    } else {
        const int across = c[4] + 256 * c[5], rows = c[6] + 256 * c[7];
        if (c[2] != '0' || c[3] != 0 || !was_reset || (picture.width != 0 && picture.width != across * 8)) wrong = "GS v";
        picture.width = across * 8;
        picture.height += rows;
        append(picture.bits, ByteView(c).subspan(8));
    }
}

} // namespace lianxin::test
