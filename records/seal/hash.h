// Hashes: SHA-256 (FIPS 180-4) for chains and proofs, BLAKE2b-256 (RFC 7693) for contents, SHA-512 for RFC 9530
// digests.
#pragma once

#include "records/base/bytes.h"

#include <cstddef>

namespace lianxin {

Hash sha256(ByteView message);
/// 64 bytes.
Bytes sha512(ByteView message);
/// BLAKE2b with 32 bytes of output. `key` is empty or 16 to 64 bytes; keyed, it is a MAC and a key derivation.
Hash blake2b(ByteView message, ByteView key = {});

/// SHA-256 of a message that comes in pieces.
class Sha256 {
  public:
    Sha256();
    void add(ByteView piece);
    /// The hash of everything added; the object is spent afterwards.
    Hash done();

  private:
    alignas(8) std::array<std::byte, 104> state_;
};

/// BLAKE2b-256 of a message that comes in pieces.
class Blake2b {
  public:
    Blake2b();
    void add(ByteView piece);
    /// The hash of everything added; the object is spent afterwards.
    Hash done();

  private:
    alignas(64) std::array<std::byte, 384> state_;
};

} // namespace lianxin
