// Deriving the two identities of a receipt.
#include "records/seal/receipt_keys.h"

#include "records/seal/crypto_ready.h"
#include "records/seal/hash.h"
#include "records/seal/receipt_code.h"

#include <sodium.h>

namespace lianxin {
namespace {

constexpr std::size_t tag_size = 16;

ReceiptIdentity split(ByteView tag_and_secret) {
    ReceiptIdentity out{{}, *Identity::from_secret(tag_and_secret.subspan(tag_size))};
    std::copy_n(tag_and_secret.begin(), tag_size, out.tag.begin());
    return out;
}

bool is_number_of(std::string_view text, std::size_t digits) {
    return text.size() == digits && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// One salt for a county and a year, so that a typed code is one derivation on any kiosk.
Hash code_salt(std::string_view county, int year) {
    return sha256(bytes_of("LX1 code" + std::string(county) + std::to_string(year)));
}

} // namespace

Result<ReceiptIdentity> identity_from_code(std::string_view code, std::string_view county, int year, CodeCost cost) {
    require_crypto();
    if (!has_valid_check_digit(code)) return Error{ErrorCode::Invalid, "not a receipt code", {}};
    if (!is_number_of(county, 6)) return Error{ErrorCode::Invalid, "a county has six digits", {}};
    if (year < 1000 || year > 9999) return Error{ErrorCode::Invalid, "a year has four digits", {}};
    const Hash salt = code_salt(county, year);
    static_assert(crypto_pwhash_SALTBYTES == 16);
    SecretArray<tag_size + 32> derived;
    if (crypto_pwhash(derived.data(), tag_size + 32, code.data(), code.size(), salt.data(), cost.passes,
                      cost.memory_kib * 1024, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return Error{ErrorCode::Unavailable, "not enough memory to derive the receipt's keys", {}};
    return split(derived.view());
}

ReceiptIdentity identity_from_secret(const ByteArray<16>& secret) {
    const Hash tag = blake2b(bytes_of("LX1 receipt tag"), secret);
    Hash key = blake2b(bytes_of("LX1 receipt identity"), secret);
    SecretArray<tag_size + 32> derived;
    std::copy_n(tag.begin(), tag_size, derived.span().begin());
    std::copy(key.begin(), key.end(), derived.span().begin() + tag_size);
    wipe(std::span<std::uint8_t>(key));
    return split(derived.view());
}

} // namespace lianxin
