// Writing and reading the QR text of a receipt.
#include "records/seal/receipt_qr.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::string_view text_prefix = "LXR1:";
constexpr std::string_view signing_prefix = "LX1 receipt";
constexpr std::uint8_t version = 1;
constexpr std::size_t signed_size = 1 + 4 + 8 + 4 + 8 + 32 + 4;
constexpr std::size_t whole_size = signed_size + 16 + 64;
constexpr std::size_t text_length = text_prefix.size() + whole_size / 2 * 3 + 2;
static_assert(whole_size % 2 == 1);

std::uint32_t unix_seconds(TimePoint time) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count();
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(seconds, 0, UINT32_MAX));
}

Bytes fields(const ReceiptQr& receipt) {
    Bytes out = {version};
    append_u32(out, receipt.county);
    append(out, receipt.kiosk);
    append_u32(out, receipt.epoch);
    append_u64(out, receipt.sequence);
    append(out, receipt.leaf);
    append_u32(out, unix_seconds(receipt.taken_at));
    return out;
}

} // namespace

Bytes signed_part(const ReceiptQr& receipt) {
    Bytes out = copy_of(bytes_of(signing_prefix));
    append(out, fields(receipt));
    return out;
}

void sign_receipt(ReceiptQr& receipt, const SigningKey& kiosk) {
    receipt.signature = kiosk.sign(signed_part(receipt));
}

bool verify_receipt(const ReceiptQr& receipt, const PublicKey& kiosk) {
    return verify(kiosk, signed_part(receipt), receipt.signature);
}

std::string receipt_text(const ReceiptQr& receipt) {
    Bytes bytes = fields(receipt);
    bytes.reserve(whole_size);
    append(bytes, receipt.secret);
    append(bytes, receipt.signature);
    std::string text = std::string(text_prefix) + to_base45(bytes);
    wipe(bytes);
    return text;
}

Result<ReceiptQr> parse_receipt(std::string_view text) {
    if (!text.starts_with(text_prefix)) return Error{ErrorCode::Invalid, "not the QR text of a receipt", {}};
    if (text.size() > 4 * text_length) return Error{ErrorCode::Invalid, "the QR text is too long", {}};
    auto bytes = from_base45(text.substr(text_prefix.size()));
    if (!bytes) return std::move(bytes).error();
    if (bytes->empty()) return Error{ErrorCode::Invalid, "the QR text is empty", {}};
    if ((*bytes)[0] != version) return Error{ErrorCode::Unsupported, "a receipt of another version", {}};
    if (bytes->size() != whole_size) return Error{ErrorCode::Invalid, "the QR text was read in part only", {}};
    ReceiptQr receipt;
    receipt.county = read_u32(*bytes, 1);
    std::copy_n(bytes->begin() + 5, 8, receipt.kiosk.begin());
    receipt.epoch = read_u32(*bytes, 13);
    receipt.sequence = read_u64(*bytes, 17);
    std::copy_n(bytes->begin() + 25, 32, receipt.leaf.begin());
    receipt.taken_at = TimePoint(std::chrono::seconds(read_u32(*bytes, 57)));
    std::copy_n(bytes->begin() + signed_size, 16, receipt.secret.begin());
    std::copy_n(bytes->begin() + signed_size + 16, 64, receipt.signature.begin());
    wipe(*bytes);
    return receipt;
}

} // namespace lianxin
