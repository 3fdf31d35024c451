// Signatures and hashes are checked on the caller's thread; only what needs the store runs in the writer's transaction.
#include "county/intake.h"

#include "records/base/log.h"
#include "records/base/sabotage.h"
#include "records/seal/chain.h"
#include "records/seal/hash.h"
#include "records/store/ledger.h"
#include "records/wire/batch.h"
#include "records/wire/log_event.h"

#include <limits>
#include <map>

namespace lianxin {

namespace {

/// One record of the batch with everything found out without the store.
struct Candidate {
    const ReceivedItem* received = nullptr;
    LedgerEntry entry;
    std::string_view problem; ///< refusal::kiosk, signature: not even its header can enter; refusal::body: the header can
    bool can_enter() const { return problem.empty() || problem == refusal::body; }
};

/// What happened to the batch inside the transaction.
struct Entered {
    std::vector<RecordVerdict> verdicts;
    std::vector<std::pair<const Candidate*, std::string_view>> aside;
    std::vector<std::string> alarms; ///< one sentence for each that was not put aside before
};

/// Nothing for an item whose header cannot be read.
Candidate examined(const ReceivedItem& item, const EnrolledKiosk& kiosk) {
    Candidate out{&item, {}, item.problem};
    if (!out.can_enter()) return out;
    if (!verify(kiosk.public_key, item.item.header, item.item.signature)) {
        out.problem = refusal::signature;
        return out;
    }
    const RecordHeader& header = item.header;
    out.entry = {header.epoch, header.sequence, header.record, copy_of(item.item.header), item.item.signature, {}, {}};
    out.entry.leaf = record_leaf(out.entry.header);
    out.entry.head = next_head(header.previous_head, header.sequence, out.entry.leaf);
    return out;
}

/// Enters the records of one batch in order. `kiosk` is named by the chain that the batch goes on with.
class Entering {
  public:
    Entering(Book& book, const EnrolledKiosk& kiosk, std::uint32_t epoch, TimePoint now, std::uint64_t bodies_aside)
        : book_(book), kiosk_(kiosk), epoch_(epoch), now_(now), bodies_aside_(bodies_aside) {}

    Result<Entered> run(const std::vector<Candidate>& candidates);

  private:
    Result<RecordVerdict> settle(const Candidate& candidate);
    Result<RecordVerdict> compare(const Candidate& candidate);
    Result<RecordVerdict> extend(const Candidate& candidate);
    Result<RecordVerdict> take_late(const Candidate& candidate);
    Result<void> keep(const Candidate& candidate, std::uint64_t arrival);
    Result<void> enter(const LedgerEntry& entry);
    RecordVerdict refuse(const Candidate& candidate, std::string_view reason);
    Result<void> put_aside(const Candidate& candidate, std::string_view reason);

    Book& book_;
    const EnrolledKiosk& kiosk_;
    std::uint32_t epoch_;
    TimePoint now_;
    std::uint64_t bodies_aside_;
    ChainHead head_;
    Entered out_;
};

RecordVerdict told(const Candidate& candidate, Verdict verdict) {
    return {candidate.received->header.record, verdict, "", std::chrono::seconds(0)};
}

Result<Entered> Entering::run(const std::vector<Candidate>& candidates) {
    auto head = book_.store.chain_head(kiosk_.key, epoch_);
    if (!head) return std::move(head).error();
    head_ = *head;
    for (const Candidate& candidate : candidates) {
        auto verdict = settle(candidate);
        if (!verdict) return std::move(verdict).error();
        if (candidate.problem != refusal::header) out_.verdicts.push_back(std::move(*verdict));
    }
    // After the records, so that these stand beside each other in the log and share one proof.
    for (const auto& [candidate, reason] : out_.aside)
        if (auto put = put_aside(*candidate, reason); !put) return std::move(put).error();
    return std::move(out_);
}

Result<RecordVerdict> Entering::settle(const Candidate& candidate) {
    if (!candidate.can_enter()) return refuse(candidate, candidate.problem);
    // A batch tells one epoch; a stray of another waits for a batch of its own.
    if (candidate.entry.epoch != epoch_) return told(candidate, Verdict::Wait);
    if (candidate.entry.sequence <= head_.sequence) return compare(candidate);
    // A gap, or a chain that left ours: the head in the answer tells the kiosk which.
    const bool continues = candidate.entry.sequence == head_.sequence + 1 &&
                           (head_.sequence == 0 || candidate.received->header.previous_head == head_.head || is_sabotaged(Sabotage::NoPreviousHead));
    if (!continues) return told(candidate, Verdict::Wait);
    return extend(candidate);
}

/// The sequence is taken: by the same header, or by another one.
Result<RecordVerdict> Entering::compare(const Candidate& candidate) {
    auto mark = book_.store.ledger_mark(kiosk_.key, epoch_, candidate.entry.sequence);
    if (!mark) return std::move(mark).error();
    if (!*mark || (*mark)->leaf != candidate.entry.leaf) return refuse(candidate, refusal::conflict);
    auto held = book_.store.body_hash(kiosk_.key.township, candidate.entry.record);
    if (!held) return std::move(held).error();
    if (*held) return **held == candidate.received->header.sealed_hash ? told(candidate, Verdict::Known) : refuse(candidate, refusal::conflict);
    if (!candidate.problem.empty()) return refuse(candidate, candidate.problem);
    return take_late(candidate);
}

/// The header came before with a body that was not its own; this is the one it names.
Result<RecordVerdict> Entering::take_late(const Candidate& candidate) {
    const RecordHeader& header = candidate.received->header;
    const std::uint64_t arrival = book_.log.size() + 1;
    const auto logged = book_.log.append_event(book_.store, "body",
                                               {{"kiosk", kiosk_.key.kiosk},
                                                {"epoch", header.epoch},
                                                {"sequence", header.sequence},
                                                {"record", header.record.bytes},
                                                {"hash", header.sealed_hash},
                                                {"at", static_cast<std::int64_t>(now_.time_since_epoch().count())}});
    if (!logged) return logged.error();
    if (auto kept = keep(candidate, arrival); !kept) return std::move(kept).error();
    return told(candidate, Verdict::Taken);
}

Result<void> Entering::keep(const Candidate& candidate, std::uint64_t arrival) {
    const RecordHeader& header = candidate.received->header;
    return book_.store.add(kiosk_.key.township, {header.record, arrival, kiosk_.key.kiosk, header.record_class, header.suite, now_,
                                                 header.sealed_hash, copy_of(candidate.received->item.sealed)});
}

/// The header goes on where the chain ends: it enters whatever its body is, so that one bad body stops nothing behind it.
Result<RecordVerdict> Entering::extend(const Candidate& candidate) {
    const RecordHeader& header = candidate.received->header;
    auto held = book_.store.body_hash(kiosk_.key.township, header.record);
    if (!held) return std::move(held).error();
    const std::uint64_t arrival = book_.log.size() + 1;
    if (auto entered = enter(candidate.entry); !entered) return std::move(entered).error();
    if (*held && !is_sabotaged(Sabotage::NoDeduplication)) return **held == header.sealed_hash ? told(candidate, Verdict::Known) : refuse(candidate, refusal::conflict);
    if (!candidate.problem.empty()) return refuse(candidate, candidate.problem);
    if (auto kept = keep(candidate, arrival); !kept) return std::move(kept).error();
    return told(candidate, Verdict::Taken);
}

Result<void> Entering::enter(const LedgerEntry& entry) {
    const Submission submission{kiosk_.key.kiosk, entry.epoch, entry.sequence, entry.record, entry.leaf, now_};
    auto index = book_.log.append(book_.store, "submit", log_entry(submission));
    if (!index) return std::move(index).error();
    head_ = {entry.epoch, entry.sequence, entry.head};
    return book_.store.add(kiosk_.key, LedgerRow{entry.epoch, entry.sequence, entry.record, entry.header, entry.signature,
                                                 entry.leaf, entry.head, *index, now_});
}

RecordVerdict Entering::refuse(const Candidate& candidate, std::string_view reason) {
    out_.aside.emplace_back(&candidate, reason);
    RecordVerdict verdict = told(candidate, Verdict::Refused);
    verdict.reason = reason;
    return verdict;
}

Result<void> Entering::put_aside(const Candidate& candidate, std::string_view reason) {
    const auto count = book_.store.quarantined();
    if (!count) return count.error();
    const KeepBody keep = *count < bodies_aside_ ? KeepBody::Yes : KeepBody::No;
    const BatchItem& item = candidate.received->item;
    auto added = book_.store.add(QuarantineRow{kiosk_.key, std::string(reason), now_, copy_of(item.header), item.signature,
                                               copy_of(item.sealed)},
                                 keep);
    if (!added) return std::move(added).error();
    if (!*added) return {};
    const RecordHeader& header = candidate.received->header;
    auto raised = book_.log.append_event(book_.store, "alarm",
                                         {{"kiosk", kiosk_.key.kiosk},
                                          {"epoch", header.epoch},
                                          {"sequence", header.sequence},
                                          {"record", header.record.bytes},
                                          {"header", sha256(item.header)},
                                          {"reason", std::string(reason)},
                                          {"at", static_cast<std::int64_t>(now_.time_since_epoch().count())}});
    if (!raised) return std::move(raised).error();
    out_.alarms.push_back(kiosk_.key.kiosk + ", " + place_of(header.epoch, header.sequence) + " (" + to_text(header.record) + "): " + std::string(reason) +
                          (keep == KeepBody::Yes ? "" : "; the quarantine is full, its body is at the kiosk alone"));
    return {};
}

/// Runs of the batch's records that stand beside each other in the chain and in the log and were taken together.
std::vector<ProvenRange> runs_of(const std::vector<LedgerMark>& marks, const std::vector<Candidate>& candidates,
                                 std::uint32_t epoch) {
    std::map<std::uint64_t, bool> asked;
    for (const Candidate& candidate : candidates)
        if (candidate.can_enter() && candidate.entry.epoch == epoch) asked[candidate.entry.sequence] = true;
    std::vector<ProvenRange> runs;
    for (const LedgerMark& mark : marks) {
        if (asked.count(mark.sequence) == 0) continue;
        ProvenRange* last = runs.empty() ? nullptr : &runs.back();
        if (last != nullptr && last->taken == mark.taken && last->first_sequence + last->count == mark.sequence &&
            last->log_index + last->count == mark.log_index)
            ++last->count;
        else
            runs.push_back({mark.sequence, 1, mark.log_index, mark.taken, {}});
    }
    return runs;
}

Result<std::vector<ProvenRange>> proven_ranges(Store& store, const KioskKey& key, std::uint32_t epoch,
                                               const std::vector<Candidate>& candidates, std::uint64_t log_size) {
    std::uint64_t first = ~std::uint64_t{0}, last = 0;
    for (const Candidate& candidate : candidates) {
        if (!candidate.can_enter() || candidate.entry.epoch != epoch) continue;
        first = std::min(first, candidate.entry.sequence);
        last = std::max(last, candidate.entry.sequence);
    }
    if (last == 0) return std::vector<ProvenRange>();
    auto marks = store.ledger_marks(key, epoch, first, std::min(last, first + most_batch_records * 2));
    if (!marks) return std::move(marks).error();
    std::vector<ProvenRange> ranges;
    for (ProvenRange& range : runs_of(*marks, candidates, epoch)) {
        if (range.log_index + range.count > log_size) continue; // came after the checkpoint of this answer
        auto proof = range_proof(range.log_index, range.count, log_size, log_nodes(store));
        if (!proof) return std::move(proof).error();
        range.proof = std::move(*proof);
        ranges.push_back(std::move(range));
    }
    return ranges;
}

/// Everything of the answer that the store knows: where the chain ends, and the proofs under the checkpoint `note`.
Result<Answer> proved_answer(Store& store, const KioskKey& key, const BatchHead& asked,
                             const std::vector<Candidate>& candidates, const std::string& note) {
    Answer answer;
    answer.kiosk = key.kiosk;
    answer.checkpoint = note;
    auto head = store.chain_head(key, asked.epoch);
    if (!head) return std::move(head).error();
    answer.chain = *head;
    const auto backed_up = store.backed_up();
    if (!backed_up) return backed_up.error();
    const auto durable = store.last_sequence_below(key, asked.epoch, *backed_up);
    if (!durable) return durable.error();
    answer.durable_through = *durable;
    const auto checkpoint = parse_checkpoint(note);
    if (!checkpoint) return checkpoint.error();
    answer.consistent_from = asked.checkpoint_size;
    auto recovery = store.newest_recovery();
    if (!recovery) return std::move(recovery).error();
    answer.recovered = *recovery ? (*recovery)->number : 0;
    if (*recovery && asked.recovery < (*recovery)->number) {
        // No proof can join the kiosk's checkpoint to a log that was restored; the roots' word takes its place.
        answer.recovery_document = std::move((*recovery)->document);
        answer.recovery_signatures = std::move((*recovery)->signatures);
        answer.consistent_from = (*recovery)->log_size;
    }
    if (answer.consistent_from <= checkpoint->size) {
        auto consistency = consistency_proof(answer.consistent_from, checkpoint->size, log_nodes(store));
        if (!consistency) return std::move(consistency).error();
        answer.consistency = std::move(*consistency);
    }
    auto ranges = proven_ranges(store, key, asked.epoch, candidates, checkpoint->size);
    if (!ranges) return std::move(ranges).error();
    answer.ranges = std::move(*ranges);
    return answer;
}

} // namespace

Result<Bytes> Intake::take(const EnrolledKiosk& kiosk, ByteView packed, std::optional<std::uint64_t> told_before) {
    const auto batch = Batch::parse(packed);
    if (!batch) return batch.error();
    BatchHead asked = batch->head();
    if (told_before) {
        // Whatever recovery there was, the answer before this one spoke of it.
        asked.checkpoint_size = *told_before;
        asked.recovery = std::numeric_limits<std::uint64_t>::max();
    }
    if (kiosk_of_chain(asked.kiosk) != kiosk.key.kiosk) return Error{ErrorCode::Untrusted, "the batch is of another kiosk", {}};
    EnrolledKiosk chain = kiosk; // the same key signs both chains, but each goes on by itself
    chain.key.kiosk = asked.kiosk;
    std::vector<Candidate> candidates;
    for (const ReceivedItem& item : batch->items()) candidates.push_back(examined(item, chain));

    Entered entered;
    const TimePoint now = clock_->wall();
    const auto note = writer_->perform([&](Book& book) -> Result<void> {
        auto done = Entering(book, chain, asked.epoch, now, bodies_aside_).run(candidates);
        if (!done) return std::move(done).error();
        entered = std::move(*done);
        return book.store.note_contact(kiosk.key, now);
    });
    if (!note) return note.error();
    for (const std::string& alarm : entered.alarms) log(Priority::Error, "ALARM: refused and put aside: " + alarm);

    const auto reader = readers_->borrow();
    if (!reader) return reader.error();
    auto answer = proved_answer(**reader, chain.key, asked, candidates, *note);
    if (!answer) return std::move(answer).error();
    answer->verdicts = std::move(entered.verdicts);
    answer->time = clock_->wall();
    return encode_answer(*answer, *answers_);
}

} // namespace lianxin
