// Several minisign signatures one after another, and which of the known keys they hold for.
#pragma once

#include "records/seal/signature.h"

#include <span>

namespace lianxin {

/// Signers who are not among the known keys: a document of keys may carry signatures of older roots for kiosks that are
/// far behind; an edition may not.
enum class Strangers { PassedOver, Refused };

/// How many different known keys signed the message. Every signature of a known key must hold, be in the canonical
/// spelling of minisign_signature() and stand once. Errors: Untrusted, Invalid (not signature texts, more than 18).
Result<std::size_t> count_signers(std::string_view texts, ByteView message, std::span<const MinisignKey> known,
                                  Strangers strangers);

} // namespace lianxin
