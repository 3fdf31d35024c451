// One row of a kiosk's ledger: a signed header, its leaf, and the head of the chain after it.
#pragma once

#include "records/model/record_header.h"
#include "records/seal/signature.h"

namespace lianxin {

struct LedgerEntry {
    std::uint32_t epoch = 1;
    std::uint64_t sequence = 0;
    Uuid record;
    Bytes header; ///< as signed, deterministic CBOR
    Signature signature{};
    Hash leaf{};
    Hash head{};
};

/// A ledger row with its sealed body, as it travels.
struct Envelope {
    LedgerEntry entry;
    Bytes sealed;
};

/// The entry that a signed header makes. Errors: Corrupt, Unsupported (the header cannot be read).
Result<LedgerEntry> make_entry(Bytes header, const Signature& signature);

/// The header, when every other member follows from it but the signature, which is not asked for. Errors: Corrupt, Unsupported.
Result<RecordHeader> check_members(const LedgerEntry& entry);

/// Whether the kiosk signed the header and every other member follows from it. Errors: Untrusted, Corrupt, Unsupported.
Result<void> check_entry(const LedgerEntry& entry, const PublicKey& kiosk);

/// Whether `sealed` is the body that the header names. Errors: Corrupt, Unsupported.
Result<void> check_body(const LedgerEntry& entry, ByteView sealed);

/// "epoch 1, record 17": how messages name a row.
std::string place_of(std::uint32_t epoch, std::uint64_t sequence);

} // namespace lianxin
