// Holding a receipt against a key and a ledger.
#include "records/verify/receipt_proof.h"

namespace lianxin {

Result<ReceiptProof> prove_receipt(const ReceiptQr& receipt, const PublicKey& kiosk, const OutboxReader* ledger) {
    ReceiptProof proof;
    const std::string place = place_of(receipt.epoch, receipt.sequence);
    proof.signed_by_kiosk = verify_receipt(receipt, kiosk);
    if (!proof.signed_by_kiosk) {
        proof.sentence = "this key did not sign the receipt";
        return proof;
    }
    if (ledger == nullptr) {
        proof.sentence = "the kiosk signed that it took " + place + "; no ledger was asked whether it is still there";
        return proof;
    }
    auto entry = ledger->entry(receipt.epoch, receipt.sequence);
    if (!entry) return std::move(entry).error();
    proof.in_ledger = *entry && (*entry)->leaf == receipt.leaf && static_cast<bool>(check_entry(**entry, kiosk));
    proof.sentence = *proof.in_ledger ? "the kiosk took it and it stands in the ledger as " + place
                     : *entry ? "the kiosk signed this receipt, but " + place + " of the ledger is another record"
                              : "the kiosk signed this receipt, but the ledger does not hold " + place +
                                    ": the record was lost or removed";
    return proof;
}

} // namespace lianxin
