// Going over a ledger row by row.
#include "records/verify/ledger_proof.h"

namespace lianxin {
namespace {

class Prover {
  public:
    Prover(const OutboxReader& ledger, const PublicKey& kiosk) : ledger_(ledger), kiosk_(kiosk) {}

    Result<LedgerProof> run() {
        auto walked = ledger_.each_entry([this](const LedgerEntry& entry) { return look_at(entry); });
        if (!walked && walked.error().code != ErrorCode::Corrupt) return std::move(walked).error();
        if (!walked) fault(walked.error().message);
        if (proof_.entries == 0) fault("the ledger is empty: there is nothing to prove");
        return std::move(proof_);
    }

  private:
    void fault(std::string sentence) { proof_.faults.push_back(std::move(sentence)); }

    Result<void> look_at(const LedgerEntry& entry) {
        ++proof_.entries;
        if (auto checked = check_entry(entry, kiosk_); !checked)
            fault(checked.error().message);
        else
            check_link(entry);
        proof_.epoch = entry.epoch;
        proof_.sequence = entry.sequence;
        proof_.head = entry.head;
        auto sealed = ledger_.body(entry.record);
        if (!sealed) return std::move(sealed).error();
        if (!*sealed) return {};
        ++proof_.bodies;
        if (auto whole = check_body(entry, **sealed); !whole) fault(whole.error().message);
        return {};
    }

    /// The row before it is the last one looked at; the first row of an epoch follows the last one of the epoch before.
    void check_link(const LedgerEntry& entry) {
        const std::string place = place_of(entry.epoch, entry.sequence);
        const bool same_epoch = entry.epoch == proof_.epoch;
        const bool next =
            same_epoch ? entry.sequence == proof_.sequence + 1 : entry.sequence == 1 && entry.epoch == proof_.epoch + 1;
        if (!next) return fault(place + ": rows in front of it are missing");
        const auto header = parse_record_header(entry.header);
        if (header->previous_head != proof_.head) return fault(place + ": does not follow the row before it");
        if (!same_epoch && entry.epoch > 1 && header->record_class != RecordClass::LedgerEvent)
            fault(place + ": a new epoch does not begin with its reason");
    }

    const OutboxReader& ledger_;
    PublicKey kiosk_;
    LedgerProof proof_;
};

} // namespace

Result<LedgerProof> prove_ledger(const OutboxReader& ledger, const PublicKey& kiosk) {
    return Prover(ledger, kiosk).run();
}

} // namespace lianxin
