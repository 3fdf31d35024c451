// A text as the squares of a QR code (ISO/IEC 18004), for screen and paper. The home of libqrencode.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace lianxin {

/// Modules of white that belong around a code (ISO/IEC 18004, 9.1).
inline constexpr int quiet_zone = 4;

struct QrCode {
    int modules = 0;         ///< on a side, without the quiet zone
    std::vector<bool> dark;  ///< row by row

    bool is_dark(int column, int row) const { return dark[static_cast<std::size_t>(row * modules + column)]; }
};

/// Error correction M, the densest notation that each part of the text allows; nothing when it does not fit (2,331 bytes at most).
std::optional<QrCode> make_qr(std::string_view text);

} // namespace lianxin
