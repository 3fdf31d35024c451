// Heads and leaves of the ledger's chain.
#include "records/seal/chain.h"

#include "records/seal/hash.h"
#include "records/seal/merkle.h"

namespace lianxin {

Hash record_leaf(ByteView header) {
    return leaf_hash(header);
}

Hash next_head(const Hash& previous, std::uint64_t sequence, const Hash& leaf) {
    Bytes message = copy_of(bytes_of("LX1 head"));
    append(message, previous);
    append_u64(message, sequence);
    append(message, leaf);
    return sha256(message);
}

} // namespace lianxin
