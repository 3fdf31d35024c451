// CBOR (RFC 8949) in the core deterministic encoding (§4.2.1): equal data are equal bytes, so they can be signed and hashed.
#pragma once

#include "records/base/value.h"

namespace lianxin {

/// Shortest numbers, definite lengths, map keys (text) sorted by their encoded bytes. No floats: a real number is refused
/// by an assertion, because no record of ours holds one.
Bytes to_cbor(const Value& value);

/// Reads exactly one item that fills `bytes` and is in the deterministic encoding; nesting at most 16. Errors: Corrupt.
Result<Value> parse_cbor(ByteView bytes);

/// Reads one deterministic item at the beginning of `bytes` and tells its length, for CBOR sequences (RFC 8742).
struct CborItem {
    Value value;
    std::size_t length = 0;
};
Result<CborItem> parse_cbor_item(ByteView bytes);

} // namespace lianxin
