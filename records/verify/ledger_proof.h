// The proof that a kiosk's ledger is whole: every row signed, chained without a gap, and every held body the signed
// one.
#pragma once

#include "records/store/outbox.h"

namespace lianxin {

struct LedgerProof {
    std::uint64_t entries = 0;
    std::uint64_t bodies = 0; ///< still held; the others were settled and only their headers are left
    std::uint32_t epoch = 0;  ///< the last one
    std::uint64_t sequence = 0;
    Hash head{};
    std::vector<std::string> faults; ///< one sentence each; empty when the ledger holds

    bool holds() const { return faults.empty(); }
};

/// Looks at every row, also behind a fault. Errors: NotFound, Storage, Corrupt (the file cannot be read at all),
/// Unsupported.
Result<LedgerProof> prove_ledger(const OutboxReader& ledger, const PublicKey& kiosk);

} // namespace lianxin
