// Encodes with libqrencode.
#include "kiosk/ui/qr_code.h"

#include <qrencode.h>
#include <string>

namespace lianxin {

std::optional<QrCode> make_qr(std::string_view text) {
    constexpr int letters_keep_their_case = 1;
    QRcode* made = QRcode_encodeString(std::string(text).c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, letters_keep_their_case);
    if (!made) return std::nullopt;
    QrCode code{made->width, {}};
    const auto count = static_cast<std::size_t>(made->width) * static_cast<std::size_t>(made->width);
    code.dark.reserve(count);
    for (std::size_t i = 0; i < count; ++i) code.dark.push_back((made->data[i] & 1) != 0);
    QRcode_free(made);
    return code;
}

} // namespace lianxin
