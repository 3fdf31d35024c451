// Reads everything once, in order.
#include "county/audit.h"

#include "records/seal/checkpoint.h"
#include "records/seal/hash.h"
#include "records/store/ledger.h"
#include "records/wire/log_event.h"

#include <set>

namespace lianxin {

namespace {

constexpr std::size_t at_once = 256;

class Auditor {
  public:
    explicit Auditor(Store& store) : store_(store) {}
    Result<void> run(const std::string& origin, const PublicKey& log_key);
    Audit audit;

  private:
    Result<void> look_at_log(const std::string& origin, const PublicKey& log_key);
    Result<void> look_at_chains(const EnrolledKiosk& kiosk);
    Result<void> look_at_chain(const EnrolledKiosk& kiosk, std::uint32_t epoch);
    Result<void> look_at_row(const EnrolledKiosk& kiosk, const LedgerRow& row);
    Result<void> look_at_bodies(TownshipId township);
    void fault(std::string sentence) { audit.faults.push_back(std::move(sentence)); }

    Store& store_;
};

Result<void> Auditor::run(const std::string& origin, const PublicKey& log_key) {
    auto engine = store_.check();
    if (!engine) return std::move(engine).error();
    if (!engine->empty()) fault("the database: " + *engine);
    if (auto looked = look_at_log(origin, log_key); !looked) return looked;
    const auto kiosks = store_.kiosks();
    if (!kiosks) return kiosks.error();
    std::set<TownshipId> townships;
    for (const EnrolledKiosk& kiosk : *kiosks) {
        townships.insert(kiosk.key.township);
        if (auto looked = look_at_chains(kiosk); !looked) return looked;
    }
    for (const TownshipId township : townships)
        if (auto looked = look_at_bodies(township); !looked) return looked;
    const auto quarantined = store_.quarantined();
    if (!quarantined) return quarantined.error();
    audit.quarantined = *quarantined;
    return {};
}

Result<void> Auditor::look_at_log(const std::string& origin, const PublicKey& log_key) {
    Frontier tree;
    for (;;) {
        const auto events = store_.events(tree.size(), at_once);
        if (!events) return events.error();
        for (const LogEvent& event : *events) {
            if (event.index != tree.size()) fault("log entry " + std::to_string(tree.size()) + " is missing");
            if (leaf_hash(event.entry) != event.leaf) fault("log entry " + std::to_string(event.index) + " was altered");
            tree.add(event.leaf);
        }
        if (events->size() < at_once) break;
    }
    audit.events = tree.size();
    const auto note = store_.checkpoint();
    if (!note) return note.error();
    const auto checkpoint = verify_checkpoint(*note, origin, log_key);
    if (!checkpoint)
        fault("the checkpoint: " + checkpoint.error().message);
    else if (checkpoint->size != tree.size() || checkpoint->root != tree.root())
        fault("the log is not the one whose head was signed");
    return {};
}

Result<void> Auditor::look_at_row(const EnrolledKiosk& kiosk, const LedgerRow& row) {
    const std::string place = kiosk.key.kiosk + ", " + place_of(row.epoch, row.sequence);
    const LedgerEntry entry{row.epoch, row.sequence, row.record, row.header, row.signature, row.leaf, row.head};
    if (const auto held = check_entry(entry, kiosk.public_key); !held) fault(place + ": " + held.error().message);
    const auto event = store_.events(row.log_index, 1);
    if (!event) return event.error();
    const Bytes expected = log_entry({kiosk.key.kiosk, row.epoch, row.sequence, row.record, row.leaf, row.taken});
    if (event->empty() || event->front().entry != expected) fault(place + ": the log tells something else");
    return {};
}

Result<void> Auditor::look_at_chain(const EnrolledKiosk& kiosk, std::uint32_t epoch) {
    const auto rows = store_.ledger(kiosk.key, epoch);
    if (!rows) return rows.error();
    std::uint64_t expected = 1;
    Hash head{};
    for (const LedgerRow& row : *rows) {
        const std::string place = kiosk.key.kiosk + ", " + place_of(row.epoch, row.sequence);
        if (row.sequence != expected) fault(place + ": the chain has a gap before it");
        const auto header = parse_record_header(row.header);
        if (header && expected > 1 && header->previous_head != head) fault(place + ": does not follow the one before");
        if (auto looked = look_at_row(kiosk, row); !looked) return looked;
        expected = row.sequence + 1;
        head = row.head;
    }
    audit.records += rows->size();
    return {};
}

/// The kiosk's own chain and that of its attachments.
Result<void> Auditor::look_at_chains(const EnrolledKiosk& kiosk) {
    for (const std::string& name : {kiosk.key.kiosk, attachment_chain(kiosk.key.kiosk)}) {
        EnrolledKiosk chain = kiosk;
        chain.key.kiosk = name;
        const auto epochs = store_.epochs(chain.key);
        if (!epochs) return epochs.error();
        for (const std::uint32_t epoch : *epochs)
            if (auto looked = look_at_chain(chain, epoch); !looked) return looked;
    }
    return {};
}

Result<void> Auditor::look_at_bodies(TownshipId township) {
    for (std::uint64_t after = 0;;) {
        const auto bodies = store_.bodies_after(township, after, at_once);
        if (!bodies) return bodies.error();
        for (const BodyRow& body : *bodies) {
            if (sha256(body.sealed) != body.sealed_hash) fault("the body of record " + to_text(body.record) + " was altered");
            after = body.arrival;
        }
        audit.bodies += bodies->size();
        if (bodies->size() < at_once) return {};
    }
}

} // namespace

Result<Audit> audit(Store& store, const std::string& origin, const PublicKey& log_key) {
    Auditor auditor(store);
    if (auto ran = auditor.run(origin, log_key); !ran) return std::move(ran).error();
    return std::move(auditor.audit);
}

} // namespace lianxin
