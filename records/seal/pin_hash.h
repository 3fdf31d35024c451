// The PIN of hall staff as it is kept: slow to guess from what a disk holds.
#pragma once

#include "records/base/bytes.h"

namespace lianxin {

/// What one guess costs. Kiosks always use the default; tests may use less.
struct PinCost {
    std::size_t memory_kib = std::size_t{64} * 1024;
    unsigned passes = 3;
};

/// Argon2id (RFC 9106, one lane) of the PIN and the salt, then BLAKE2b of that keyed with the pepper, so that a copy of the list
/// without the kiosk's own pepper cannot even be guessed at. Errors: Unavailable (not enough memory).
Result<Hash> pin_hash(std::string_view pin, const ByteArray<16>& salt, const ByteArray<32>& pepper, PinCost cost = {});

/// Compares in the same time wherever they differ.
bool is_same_secret(const Hash& one, const Hash& other);

} // namespace lianxin
