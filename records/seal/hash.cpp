// Hashes by libsodium.
#include "records/seal/hash.h"

#include "records/seal/crypto_ready.h"

#include <cassert>
#include <new>
#include <sodium.h>

namespace lianxin {
namespace {

auto* sha256_state(std::byte* state) {
    return std::launder(reinterpret_cast<crypto_hash_sha256_state*>(state));
}
auto* blake2b_state(std::byte* state) {
    return std::launder(reinterpret_cast<crypto_generichash_state*>(state));
}

static_assert(sizeof(crypto_hash_sha256_state) <= 104 && alignof(crypto_hash_sha256_state) <= 8);
static_assert(sizeof(crypto_generichash_state) <= 384 && alignof(crypto_generichash_state) <= 64);

} // namespace

Hash sha256(ByteView message) {
    Hash out{};
    crypto_hash_sha256(out.data(), message.data(), message.size());
    return out;
}

Bytes sha512(ByteView message) {
    Bytes out(crypto_hash_sha512_BYTES);
    crypto_hash_sha512(out.data(), message.data(), message.size());
    return out;
}

Hash blake2b(ByteView message, ByteView key) {
    require_crypto();
    assert(key.empty() ||
           (key.size() >= crypto_generichash_KEYBYTES_MIN && key.size() <= crypto_generichash_KEYBYTES_MAX));
    Hash out{};
    crypto_generichash(out.data(), out.size(), message.data(), message.size(), key.data(), key.size());
    return out;
}

Sha256::Sha256() {
    crypto_hash_sha256_init(new (state_.data()) crypto_hash_sha256_state);
}

void Sha256::add(ByteView piece) {
    crypto_hash_sha256_update(sha256_state(state_.data()), piece.data(), piece.size());
}

Hash Sha256::done() {
    Hash out{};
    crypto_hash_sha256_final(sha256_state(state_.data()), out.data());
    return out;
}

Blake2b::Blake2b() {
    require_crypto();
    crypto_generichash_init(new (state_.data()) crypto_generichash_state, nullptr, 0, Hash{}.size());
}

void Blake2b::add(ByteView piece) {
    crypto_generichash_update(blake2b_state(state_.data()), piece.data(), piece.size());
}

Hash Blake2b::done() {
    Hash out{};
    crypto_generichash_final(blake2b_state(state_.data()), out.data(), out.size());
    return out;
}

} // namespace lianxin
