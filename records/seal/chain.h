// The chain of a kiosk's ledger: each head commits to every record before it, in order.
#pragma once

#include "records/base/bytes.h"

namespace lianxin {

/// The leaf of a record: the RFC 6962 leaf hash of its header bytes.
Hash record_leaf(ByteView header);

/// SHA-256("LX1 head" ‖ previous ‖ sequence as 8 bytes, big-endian ‖ leaf).
Hash next_head(const Hash& previous, std::uint64_t sequence, const Hash& leaf);

} // namespace lianxin
