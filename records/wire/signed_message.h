// A message of the county with its signature in front, checked over the raw bytes before anything is parsed.
#pragma once

#include "records/seal/signature.h"

#include <string_view>

namespace lianxin {

/// "LXS1", 64 bytes of signature over context ‖ body, body. `context` says what kind of message it is, so that one kind never
/// passes for another.
Bytes sign_message(std::string_view context, ByteView body, const SigningKey& key);

/// A view of the body inside `message`. Errors: Corrupt (no signed message), Untrusted.
Result<ByteView> open_message(std::string_view context, ByteView message, const PublicKey& key);

/// What is signed.
Bytes in_context(std::string_view context, ByteView body);

} // namespace lianxin
