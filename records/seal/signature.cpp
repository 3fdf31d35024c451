// Ed25519 by libsodium.
#include "records/seal/signature.h"

#include "records/seal/crypto_ready.h"

#include <sodium.h>

namespace lianxin {

static_assert(crypto_sign_SECRETKEYBYTES == 64 && crypto_sign_SEEDBYTES == 32 && crypto_sign_BYTES == 64);

SigningKey SigningKey::make(Random& random) {
    SecretArray<32> seed;
    random.fill(seed.span());
    return *from_seed(seed.view());
}

Result<SigningKey> SigningKey::from_seed(ByteView seed) {
    require_crypto();
    if (seed.size() != crypto_sign_SEEDBYTES) return Error{ErrorCode::Invalid, "a signing key has 32 bytes", {}};
    SigningKey key;
    ByteArray<32> public_part{};
    crypto_sign_seed_keypair(public_part.data(), key.secret_.data(), seed.data());
    return key;
}

PublicKey SigningKey::public_key() const {
    PublicKey key;
    const ByteView stored = secret_.view().last(32);
    std::copy(stored.begin(), stored.end(), key.bytes.begin());
    return key;
}

Signature SigningKey::sign(ByteView message) const {
    Signature signature{};
    crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), secret_.data());
    return signature;
}

bool verify(const PublicKey& key, ByteView message, const Signature& signature) {
    require_crypto();
    return crypto_sign_verify_detached(signature.data(), message.data(), message.size(), key.bytes.data()) == 0;
}

} // namespace lianxin
