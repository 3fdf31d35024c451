// The QR text of a receipt: "LXR1:" and Base45 of what the kiosk took, its signature, and the secret that opens
// replies.
#pragma once

#include "records/base/clock.h"
#include "records/seal/signature.h"

namespace lianxin {

struct ReceiptQr {
    std::uint32_t county = 0; ///< the six digits as a number
    ByteArray<8> kiosk{};     ///< first 8 bytes of the kiosk's id
    std::uint32_t epoch = 0;
    std::uint64_t sequence = 0;
    Hash leaf{};            ///< RFC 6962 leaf hash of the record's header
    TimePoint taken_at;     ///< whole seconds, 1970 to 2106
    ByteArray<16> secret{}; ///< opens replies; not covered by the signature, so that proof can be shown without it
    Signature signature{};  ///< of the kiosk over signed_part()

    ~ReceiptQr() { wipe(std::span<std::uint8_t>(secret)); }
    ReceiptQr() = default;
    ReceiptQr(const ReceiptQr&) = default;
    ReceiptQr& operator=(const ReceiptQr&) = default;
};

/// What the kiosk signs: "LX1 receipt" and every field but secret and signature.
Bytes signed_part(const ReceiptQr& receipt);
/// Fills in the signature.
void sign_receipt(ReceiptQr& receipt, const SigningKey& kiosk);
bool verify_receipt(const ReceiptQr& receipt, const PublicKey& kiosk);

/// 217 characters of the QR alphanumeric mode.
std::string receipt_text(const ReceiptQr& receipt);
/// Errors: Invalid (not such a text), Unsupported (another version). Does not verify.
Result<ReceiptQr> parse_receipt(std::string_view text);

} // namespace lianxin
