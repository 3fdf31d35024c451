// Zstandard (RFC 8878) with hard limits on what may come out, and with dictionaries named by id.
#pragma once

#include "records/base/bytes.h"

namespace lianxin {

/// Compresses at `level` (1 fast … 19 small). `dictionary` is a trained zstd dictionary or empty.
Bytes compress(ByteView plain, int level, ByteView dictionary = {});

/// Errors: Corrupt (not one whole zstd frame, or another dictionary), Invalid (would grow beyond `limit` bytes).
Result<Bytes> decompress(ByteView packed, std::size_t limit, ByteView dictionary = {});

/// The id inside a trained dictionary; 0 when it has none.
std::uint32_t dictionary_id(ByteView dictionary);

/// A dictionary of at most `size` bytes with the id given, trained on samples of what will be compressed; the same samples
/// give the same dictionary with the same libzstd. Errors: Invalid (too few or too short samples).
Result<Bytes> train_dictionary(std::span<const Bytes> samples, std::size_t size, std::uint32_t id);

} // namespace lianxin
