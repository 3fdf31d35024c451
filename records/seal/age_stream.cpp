// Sealing and opening the chunks of an age payload.
#include "records/seal/age_stream.h"

#include <algorithm>
#include <sodium.h>

namespace lianxin {
namespace {

constexpr std::size_t nonce_size = 16;
constexpr std::size_t chunk_size = std::size_t{64} * 1024;
constexpr std::size_t tag_size = crypto_aead_chacha20poly1305_ietf_ABYTES;
constexpr std::size_t sealed_chunk_size = chunk_size + tag_size;

enum class Place { Middle, Last };

/// An 11-byte big-endian counter and a byte that marks the last chunk.
ByteArray<12> chunk_nonce(std::uint64_t number, Place place) {
    ByteArray<12> nonce{};
    for (std::size_t i = 0; i < 8; ++i) nonce[10 - i] = static_cast<std::uint8_t>(number >> (8 * i));
    nonce[11] = place == Place::Last ? 1 : 0;
    return nonce;
}

void append_chunk(Bytes& to, ByteView plain, const ByteArray<12>& nonce, const SecretArray<32>& key) {
    const std::size_t start = to.size();
    to.resize(start + plain.size() + tag_size);
    crypto_aead_chacha20poly1305_ietf_encrypt(to.data() + start, nullptr, plain.data(), plain.size(), nullptr, 0,
                                              nullptr, nonce.data(), key.data());
}

std::size_t chunk_count(std::size_t size, std::size_t chunk) {
    return std::max<std::size_t>(1, (size + chunk - 1) / chunk);
}

/// How much plaintext the chunks hold, from their sizes alone.
Result<std::size_t> plain_size(std::size_t sealed) {
    const std::size_t chunks = chunk_count(sealed, sealed_chunk_size);
    const std::size_t last = sealed - (chunks - 1) * sealed_chunk_size;
    if (last < tag_size) return Error{ErrorCode::Corrupt, "age payload: it breaks off", {}};
    if (last == tag_size && chunks > 1) return Error{ErrorCode::Corrupt, "age payload: its last chunk is empty", {}};
    return sealed - chunks * tag_size;
}

bool open_chunk(std::span<std::uint8_t> to, ByteView chunk, const ByteArray<12>& nonce, const SecretArray<32>& key) {
    return crypto_aead_chacha20poly1305_ietf_decrypt(to.data(), nullptr, nullptr, chunk.data(), chunk.size(), nullptr,
                                                     0, nonce.data(), key.data()) == 0;
}

} // namespace

std::size_t payload_size(std::size_t plain) {
    return nonce_size + plain + chunk_count(plain, chunk_size) * tag_size;
}

void append_payload(Bytes& to, ByteView plain, const FileKey& key, Random& random) {
    ByteArray<nonce_size> nonce{};
    random.fill(nonce);
    append(to, nonce);
    const auto stream_key = hkdf_sha256(key.view(), nonce, "payload");
    const std::size_t chunks = chunk_count(plain.size(), chunk_size);
    for (std::size_t i = 0; i < chunks; ++i) {
        const ByteView chunk = plain.subspan(i * chunk_size, std::min(chunk_size, plain.size() - i * chunk_size));
        append_chunk(to, chunk, chunk_nonce(i, i + 1 == chunks ? Place::Last : Place::Middle), stream_key);
    }
}

Result<Bytes> open_payload(ByteView payload, const FileKey& key, std::size_t limit) {
    if (payload.size() < nonce_size) return Error{ErrorCode::Corrupt, "age payload: it breaks off", {}};
    const auto stream_key = hkdf_sha256(key.view(), payload.first(nonce_size), "payload");
    const ByteView sealed = payload.subspan(nonce_size);
    const auto size = plain_size(sealed.size());
    if (!size) return size.error();
    if (*size > limit)
        return Error{ErrorCode::Invalid, "the sealed matter is larger than " + std::to_string(limit) + " bytes", {}};
    Bytes plain(*size);
    const std::size_t chunks = chunk_count(sealed.size(), sealed_chunk_size);
    for (std::size_t i = 0; i < chunks; ++i) {
        const ByteView chunk =
            sealed.subspan(i * sealed_chunk_size, std::min(sealed_chunk_size, sealed.size() - i * sealed_chunk_size));
        const std::span<std::uint8_t> to = std::span(plain).subspan(i * chunk_size, chunk.size() - tag_size);
        if (open_chunk(to, chunk, chunk_nonce(i, i + 1 == chunks ? Place::Last : Place::Middle), stream_key)) continue;
        wipe(plain);
        return Error{ErrorCode::Corrupt, "age payload: a chunk was changed", {}};
    }
    return plain;
}

} // namespace lianxin
