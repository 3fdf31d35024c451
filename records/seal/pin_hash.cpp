// Hashing PINs.
#include "records/seal/pin_hash.h"

#include "records/seal/crypto_ready.h"
#include "records/seal/hash.h"
#include "records/seal/secret.h"

#include <sodium.h>

namespace lianxin {

Result<Hash> pin_hash(std::string_view pin, const ByteArray<16>& salt, const ByteArray<32>& pepper, PinCost cost) {
    require_crypto();
    static_assert(crypto_pwhash_SALTBYTES == 16);
    SecretArray<32> derived;
    if (crypto_pwhash(derived.data(), derived.view().size(), pin.data(), pin.size(), salt.data(), cost.passes, cost.memory_kib * 1024,
                      crypto_pwhash_ALG_ARGON2ID13) != 0)
        return Error{ErrorCode::Unavailable, "not enough memory to check a PIN", {}};
    return blake2b(derived.view(), pepper);
}

bool is_same_secret(const Hash& one, const Hash& other) { return sodium_memcmp(one.data(), other.data(), one.size()) == 0; }

} // namespace lianxin
