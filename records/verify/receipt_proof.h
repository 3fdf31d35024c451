// The proof that a kiosk took what a receipt stands for.
#pragma once

#include "records/seal/receipt_qr.h"
#include "records/store/outbox.h"

#include <optional>

namespace lianxin {

struct ReceiptProof {
    bool signed_by_kiosk = false;
    std::optional<bool> in_ledger; ///< nothing when no ledger was asked
    std::string sentence;          ///< what is proved, or why not

    bool holds() const { return signed_by_kiosk && in_ledger.value_or(true); }
};

/// `ledger` may be null: then the kiosk's signature alone is judged. Errors: Storage, Corrupt.
Result<ReceiptProof> prove_receipt(const ReceiptQr& receipt, const PublicKey& kiosk, const OutboxReader* ledger);

} // namespace lianxin
