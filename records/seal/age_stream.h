// The payload of an age file: STREAM with ChaCha20-Poly1305 in chunks of 64 KiB.
#pragma once

#include "records/seal/age_header.h"

namespace lianxin {

/// 16 bytes of nonce, then the chunks; appended to `to`.
void append_payload(Bytes& to, ByteView plain, const FileKey& key, Random& random);
/// Errors: Corrupt, Invalid (more than `limit` bytes of plaintext).
Result<Bytes> open_payload(ByteView payload, const FileKey& key, std::size_t limit);
/// Bytes of the payload for a plaintext of `plain` bytes.
std::size_t payload_size(std::size_t plain);

} // namespace lianxin
