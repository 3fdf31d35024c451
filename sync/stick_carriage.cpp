// Writing requests without sending them, and judging answers long after the requests were written.
#include "sync/stick_carriage.h"

#include "records/base/log.h"
#include "records/pack/recovery_note.h"
#include "records/seal/checkpoint.h"
#include "records/wire/batch.h"
#include "records/wire/routes.h"
#include "sync/changes_in.h"
#include "sync/delivery.h"

#include <algorithm>
#include <set>

namespace lianxin {
namespace {

/// Sequences whose bodies are held although the outbox counts them as delivered, of which the inbox may have forgotten a refusal because it
/// was begun anew. Empty while it knows as much as the outbox.
Result<std::vector<std::uint64_t>> doubtful(const OutboxReader& outbox, const InboxReader& kept) {
    const std::uint32_t epoch = outbox.epoch();
    const std::uint64_t settled = outbox.settled_through(epoch);
    if (kept.delivery(epoch).delivered_through >= settled) return std::vector<std::uint64_t>();
    return outbox.held_through(epoch, settled);
}

/// Whether each of them had its verdict.
Result<bool> are_answered(const OutboxReader& outbox, const std::vector<std::uint64_t>& sequences, const std::set<Uuid>& answered) {
    for (const std::uint64_t sequence : sequences) {
        const auto entry = outbox.entry(outbox.epoch(), sequence);
        if (!entry) return entry.error();
        if (!*entry || answered.count((*entry)->record) == 0) return false;
    }
    return true;
}

Error stopped() { return {ErrorCode::Unavailable, "asked to stop", {}}; }
Error foreign(const char* why) { return {ErrorCode::Invalid, why, {}}; }

std::uint64_t size_of_log(const std::string& checkpoint) {
    const auto parsed = parse_checkpoint(checkpoint);
    return parsed ? parsed->size : 0;
}

/// Where the chain stands, by what the county proved and by what the outbox therefore dropped.
Delivery kept_delivery(const OutboxReader& outbox, const InboxReader& kept) {
    const std::uint32_t epoch = outbox.epoch();
    Delivery delivery = kept.delivery(epoch);
    delivery.epoch = epoch;
    delivery.delivered_through = std::max(delivery.delivered_through, outbox.settled_through(epoch));
    return delivery;
}

Bytes batch_of(const BatchHead& head, const std::vector<Envelope>& envelopes, std::size_t bytes, int level, std::size_t& count) {
    std::vector<BatchItem> items;
    std::size_t size = 0;
    for (const Envelope& envelope : envelopes) {
        size += batch_item_size(envelope.entry.header.size(), envelope.sealed.size());
        if (!items.empty() && size > bytes) break;
        items.push_back({envelope.entry.header, envelope.entry.signature, envelope.sealed});
    }
    count = items.size();
    return encode_batch(head, items, level);
}

/// The entries of our own chain between these sequences, without bodies: only the entries are needed to judge an answer.
Result<std::vector<Envelope>> entries_between(const OutboxReader& outbox, std::uint32_t epoch, std::uint64_t first, std::uint64_t last) {
    std::vector<Envelope> entries;
    if (first == 0 || last < first) return entries;
    last = std::min(last, first + most_batch_records - 1);
    for (std::uint64_t sequence = first; sequence <= last; ++sequence) {
        auto entry = outbox.entry(epoch, sequence);
        if (!entry) return std::move(entry).error();
        if (!*entry) break;
        entries.push_back({std::move(**entry), {}});
    }
    return entries;
}

/// Whether the answer can go on from what is kept: it begins where we are, or at a declaration of the county's roots that is news to us.
bool follows(const Answer& answer, const CountyKeys& county, const InboxReader& kept) {
    const std::string checkpoint = kept.checkpoint();
    if (answer.recovered < kept.recovery()) return false; // about a log that is gone
    if (!answer.recovery_document.empty()) {
        const auto note = verify_recovery({answer.recovery_document, answer.recovery_signatures}, county);
        return !note || note->number > kept.recovery(); // one that does not hold is for judge() to name
    }
    return checkpoint.empty() || answer.consistent_from == size_of_log(checkpoint);
}

void heard(CarriedIn& told, TimePoint county_time) { told.county_time = std::max(told.county_time.value_or(county_time), county_time); }

} // namespace

// Out.

Result<void> StickCarriage::add(CarriageWriter& to, const RequestTarget& target, Bytes body) const {
    CarriedRequest request{target, sign_request(target, sha256(body), enrolment_.kiosk, clock_.wall(), key_), std::move(body)};
    return to.add(std::move(request));
}

Result<void> StickCarriage::add_waiting(CarriageWriter& to, const Chain& chain, CarriedOut& told) const {
    const auto outbox = OutboxReader::open(chain.outbox);
    // The kiosk makes its outbox when it first needs it; until then there is nothing to carry.
    if (!outbox && outbox.error().code == ErrorCode::NotFound) return {};
    if (!outbox) return outbox.error().in("opening the outbox of " + chain.kiosk);
    const std::uint32_t epoch = outbox->epoch();
    if (epoch == 0 || chain.kept.divergence(epoch)) return {};
    const Delivery delivery = kept_delivery(*outbox, chain.kept);
    const std::string checkpoint = chain.kept.checkpoint();
    const BatchHead head{chain.kiosk, epoch, size_of_log(checkpoint), chain.kept.recovery()};
    const RequestTarget target{"POST", std::string(routes::batches), ""};
    const std::uint64_t last = outbox->last_sequence(epoch);
    if (auto added = add_doubtful(to, *outbox, chain, head); !added) return added;
    // With nothing waiting an empty batch asks how far the county's backup reaches, and whether it was put back to one.
    if (delivery.delivered_through >= last) return add(to, target, encode_batch(head, {}, limits_.compression_level));
    for (std::uint64_t after = delivery.delivered_through; after < last;) {
        if (to.size() > limits_.file_bytes) {
            told.left += last - after;
            return {};
        }
        const auto envelopes = outbox->after(epoch, after, limits_.batch_records, limits_.batch_bytes);
        if (!envelopes) return envelopes.error();
        if (envelopes->empty()) return Error{ErrorCode::Corrupt, "the outbox no longer holds what the county lacks", {}};
        std::size_t count = 0;
        Bytes batch = batch_of(head, *envelopes, limits_.batch_bytes, limits_.compression_level, count);
        if (auto added = add(to, target, std::move(batch)); !added) return added;
        after += count;
        told.records += count;
        if (!goes_on(after - delivery.delivered_through, last - delivery.delivered_through)) return stopped();
    }
    return {};
}

/// Each batch lies within the stretch of the chain that its answer is judged over.
Result<void> StickCarriage::add_doubtful(CarriageWriter& to, const OutboxReader& outbox, const Chain& chain, const BatchHead& head) const {
    const auto sequences = doubtful(outbox, chain.kept);
    if (!sequences) return sequences.error();
    for (auto next = sequences->begin(); next != sequences->end();) {
        const std::uint64_t first = *next;
        std::vector<Envelope> some;
        for (std::size_t bytes = 0; next != sequences->end() && *next - first < most_batch_records; ++next) {
            auto envelope = outbox.after(head.epoch, *next - 1, 1, largest_batch);
            if (!envelope) return std::move(envelope).error();
            if (envelope->empty()) continue;
            bytes += batch_item_size(envelope->front().entry.header.size(), envelope->front().sealed.size());
            if (!some.empty() && (bytes > limits_.batch_bytes || some.size() == limits_.batch_records)) break;
            some.push_back(std::move(envelope->front()));
        }
        std::size_t count = 0;
        Bytes batch = batch_of(head, some, limits_.batch_bytes, limits_.compression_level, count);
        if (auto added = add(to, {"POST", std::string(routes::batches), ""}, std::move(batch)); !added) return added;
    }
    return {};
}

Result<CarriedOut> StickCarriage::out(const Path& file, std::uint64_t edition, ByteView health) const {
    auto writer = CarriageWriter::create(file, {Way::Up, enrolment_.county, enrolment_.kiosk, clock_.wall()});
    if (!writer) return std::move(writer).error();
    CarriedOut told;
    const auto asking = [](std::string_view name, std::uint64_t number) { return std::string(name) + "=" + std::to_string(number); };
    const std::uint64_t cursor = chains_.front().kept.cursor();
    if (auto added = add(*writer, {"GET", std::string(routes::changes), asking(routes::after, cursor)}, {}); !added) return std::move(added).error();
    if (auto added = add(*writer, {"GET", std::string(routes::edition), asking(routes::have, edition)}, {}); !added) return std::move(added).error();
    if (auto added = add(*writer, {"POST", std::string(routes::health), ""}, copy_of(health)); !added) return std::move(added).error();
    for (const Chain& chain : chains_)
        if (auto added = add_waiting(*writer, chain, told); !added) return std::move(added).error();
    if (auto finished = writer->finish(); !finished) return std::move(finished).error();
    told.bytes = writer->size();
    return told;
}

// In.

Result<void> StickCarriage::take_answer(const CarriedAnswer& part, CarriedIn& told, std::set<Uuid>& answered) const {
    const auto answer = parse_answer(part.body, county_.answers);
    if (!answer) return answer.error();
    const auto chain = std::find_if(chains_.begin(), chains_.end(), [&](const Chain& one) { return one.kiosk == answer->kiosk; });
    if (chain == chains_.end()) return Error{ErrorCode::Untrusted, "an answer for another kiosk lies among ours", {}};
    const auto outbox = OutboxReader::open(chain->outbox);
    if (!outbox) return outbox.error().in("opening the outbox of " + chain->kiosk);
    const std::uint32_t epoch = outbox->epoch();
    if (answer->chain.epoch != epoch || !follows(*answer, county_, chain->kept)) {
        ++told.passed_over;
        return {};
    }
    const auto sent = entries_between(*outbox, epoch, part.first, part.last);
    if (!sent) return sent.error();
    OwnSide own;
    own.kiosk = chain->kiosk;
    own.epoch = epoch;
    own.kept = kept_delivery(*outbox, chain->kept);
    own.checkpoint = chain->kept.checkpoint();
    own.recovery = chain->kept.recovery();
    own.settled = outbox->settled_through(epoch);
    own.sent = *sent;
    for (const RefusedRecord& refused : chain->kept.refused()) own.refused.insert(refused.record);
    own.head_at = [&](std::uint64_t sequence) { return outbox->head_at(epoch, sequence); };
    auto judgement = judge(*answer, county_, own);
    if (!judgement) {
        note_contradiction(*answer, county_, own, *chain, std::nullopt);
        if (judgement.error().code != ErrorCode::Untrusted && judgement.error().code != ErrorCode::Corrupt) return judgement.error();
        // The stick may carry a better one behind it.
        log(Priority::Warning, "an answer is not believed", judgement.error());
        ++told.passed_over;
        return {};
    }
    for (const RecordVerdict& verdict : answer->verdicts)
        if (verdict.verdict != Verdict::Wait) answered.insert(verdict.record);
    const auto unsure = doubtful(*outbox, chain->kept);
    if (!unsure) return unsure.error();
    const auto sure = are_answered(*outbox, *unsure, answered);
    if (!sure) return sure.error();
    // Else a refused body would be dropped with the delivered ones.
    std::uint64_t& mark = judgement->settlement.delivery.delivered_through;
    if (!*sure) mark = std::min(mark, chain->kept.delivery(epoch).delivered_through);
    const std::size_t refused = chain->kept.refused().size();
    if (auto written = chain->inbox.record_settlement(judgement->settlement); !written) return written;
    const std::uint64_t through = judgement->settlement.delivery.delivered_through;
    if (through > own.kept.delivered_through) told.delivered += through - own.kept.delivered_through;
    told.refused += chain->kept.refused().size() - refused;
    told.diverged = told.diverged || judgement->settlement.divergence.has_value();
    heard(told, answer->time);
    return {};
}

Result<void> StickCarriage::take_changes(const CarriedAnswer& part, CarriedIn& told) const {
    const Chain& first = chains_.front();
    const auto changes = parse_changes(part.body, county_.answers);
    if (!changes) return changes.error();
    // Unlike a connection a stick does not say who is spoken to.
    if (changes->kiosk != enrolment_.kiosk) return Error{ErrorCode::Untrusted, "changes for another kiosk lie among ours", {}};
    const std::uint64_t cursor = first.kept.cursor();
    heard(told, changes->time);
    if (changes->cursor <= cursor) return {};
    // What lies between would be missed for good.
    if (changes->after > cursor) {
        ++told.passed_over;
        return {};
    }
    const std::vector<SealedUpdate> updates = updates_of(*changes, cursor);
    told.updates += updates.size();
    return first.inbox.record_updates(updates, changes->cursor, items_of(*changes));
}

Result<void> StickCarriage::take(const CarriedAnswer& part, CarriedIn& told, std::set<Uuid>& answered) const {
    if (part.path == routes::batches) return take_answer(part, told, answered);
    if (part.path == routes::changes) return take_changes(part, told);
    return {}; // of a later version
}

Result<CarriedIn> StickCarriage::in(const Path& file) const {
    auto reader = CarriageReader::open(file);
    if (!reader) return std::move(reader).error();
    if (reader->head().county != enrolment_.county) return foreign("the file is of another county");
    if (reader->head().kiosk != enrolment_.kiosk) return foreign("the file is for another kiosk");
    if (reader->head().way != Way::Down) return foreign("the file is on its way to the county");
    CarriedIn told;
    std::set<Uuid> answered; // records whose bodies this file tells the verdict of
    for (;;) {
        auto part = reader->next();
        if (!part) return std::move(part).error();
        if (!*part) return told;
        if (const auto* answer = std::get_if<CarriedAnswer>(&**part))
            if (auto taken = take(*answer, told, answered); !taken) return std::move(taken).error();
        if (!goes_on(reader->read(), reader->parts())) return stopped();
    }
}

} // namespace lianxin
