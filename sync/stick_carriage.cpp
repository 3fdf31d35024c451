// Writing requests without sending them, and judging answers long after the requests were written.
#include "sync/stick_carriage.h"

#include "records/base/log.h"
#include "records/pack/recovery_note.h"
#include "records/wire/routes.h"
#include "sync/changes_in.h"

#include <algorithm>
#include <set>

namespace lianxin {
namespace {

Error stopped() { return {ErrorCode::Unavailable, "asked to stop", {}}; }
Error foreign(const char* why) { return {ErrorCode::Invalid, why, {}}; }

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
bool follows(const Answer& answer, const CountyKeys& county, const KnownLog& kept) {
    if (answer.recovered < kept.recovery) return false; // about a log that is gone
    if (!answer.recovery_document.empty()) {
        const auto note = verify_recovery({answer.recovery_document, answer.recovery_signatures}, county);
        return !note || note->number > kept.recovery; // one that does not hold is for judge() to name
    }
    return kept.checkpoint.empty() || answer.consistent_from == size_of_log(kept.checkpoint);
}

void heard(CarriedIn& told, TimePoint county_time) { told.county_time = std::max(told.county_time.value_or(county_time), county_time); }

} // namespace

// Out.

Result<void> StickCarriage::add(CarriageWriter& to, const RequestTarget& target, Bytes body) const {
    CarriedRequest request{target, sign_request(target, sha256(body), enrolment_.kiosk, clock_.wall(), key_), std::move(body)};
    return to.add(std::move(request));
}

Result<bool> StickCarriage::add_batch(CarriageWriter& to, const Standing& standing, std::span<const Envelope> envelopes) const {
    if (to.size() > limits_.file_bytes) return false;
    auto batch = standing.batch_of(envelopes, limits_.compression_level);
    if (!batch) return std::move(batch).error();
    auto added = add(to, {"POST", std::string(routes::batches), ""}, std::move(*batch));
    if (!added && added.error().code == ErrorCode::NoSpace) return false;
    if (!added) return std::move(added).error();
    return true;
}

/// Each batch lies within the stretch of the chain that its answer is judged over.
Result<bool> StickCarriage::add_these(CarriageWriter& to, const Standing& standing, std::span<const std::uint64_t> sequences, std::uint64_t& added) const {
    while (!sequences.empty()) {
        const auto end = std::find_if(sequences.begin(), sequences.end(), [&](std::uint64_t each) { return each - sequences.front() >= most_batch_records; });
        auto stretch = sequences.first(static_cast<std::size_t>(end - sequences.begin()));
        const std::size_t looked_at = stretch.size();
        const auto some = standing.load(stretch, limits_.batch_records, limits_.batch_bytes);
        if (!some) return some.error();
        if (!some->empty())
            if (auto fitted = add_batch(to, standing, *some); !fitted || !*fitted) return fitted;
        added += some->size();
        sequences = sequences.subspan(looked_at - stretch.size());
    }
    return true;
}

/// Once a batch finds no room it is halved, until one record alone finds none.
Result<bool> StickCarriage::add_waiting(CarriageWriter& to, const Standing& standing, std::uint64_t& added) const {
    const std::uint64_t delivered = standing.delivery().delivered_through, last = standing.handed_in();
    // With nothing waiting an empty batch asks how far the county's backup reaches, and whether it was put back to one.
    if (delivered >= last) return add_batch(to, standing, {});
    std::size_t most = limits_.batch_records;
    for (std::uint64_t after = delivered; after < last;) {
        const auto envelopes = standing.outbox().after(standing.epoch(), after, most, limits_.batch_bytes);
        if (!envelopes) return envelopes.error();
        if (envelopes->empty()) return Error{ErrorCode::Corrupt, "the outbox no longer holds what the county lacks", {}};
        const std::size_t count = fitting(*envelopes, limits_.batch_bytes);
        const auto fitted = add_batch(to, standing, std::span(*envelopes).first(count));
        if (!fitted) return fitted.error();
        if (!*fitted) {
            if (count == 1) return false;
            most = count / 2;
            continue;
        }
        after += count;
        added += count;
        if (!goes_on(after - delivered, last - delivered)) return stopped();
    }
    return true;
}

/// Refused records behind what was never sent: nothing may wait for what may be refused once more.
Result<bool> StickCarriage::add_chain(CarriageWriter& to, const Standing& standing, std::uint64_t& added) const {
    std::uint64_t asked_about = 0;
    if (auto fitted = add_these(to, standing, standing.in_doubt(), asked_about); !fitted || !*fitted) return fitted;
    if (auto fitted = add_waiting(to, standing, added); !fitted || !*fitted) return fitted;
    const auto refused = standing.once_more();
    if (!refused) return refused.error();
    return add_these(to, standing, *refused, added);
}

Result<bool> StickCarriage::add_all(CarriageWriter& to, std::uint64_t edition, ByteView health, CarriedOut& told) const {
    const auto asking = [](std::string_view name, std::uint64_t number) { return std::string(name) + "=" + std::to_string(number); };
    const std::uint64_t cursor = chains_.front().kept.cursor();
    if (auto added = add(to, {"GET", std::string(routes::changes), asking(routes::after, cursor)}, {}); !added) return std::move(added).error();
    if (auto added = add(to, {"GET", std::string(routes::edition), asking(routes::have, edition)}, {}); !added) return std::move(added).error();
    if (auto added = add(to, {"POST", std::string(routes::health), ""}, copy_of(health)); !added) return std::move(added).error();
    for (const Chain& chain : chains_) {
        const auto standing = Standing::open(chain);
        if (!standing) return standing.error();
        if (!*standing || (*standing)->epoch() == 0 || (*standing)->has_diverged()) continue;
        std::uint64_t added = 0;
        auto fitted = add_chain(to, **standing, added);
        told.records += added;
        if (&chain != &chains_.front()) told.parts += added;
        if (!fitted || !*fitted) return fitted;
    }
    return true;
}

Result<WaitingGoods> StickCarriage::waiting() const {
    WaitingGoods goods;
    for (const Chain& chain : chains_) {
        const auto standing = Standing::open(chain);
        if (!standing) return standing.error();
        const auto waiting = *standing ? (*standing)->waiting() : Result<std::uint64_t>(0);
        if (!waiting) return waiting.error();
        (&chain == &chains_.front() ? goods.requests : goods.parts) += *waiting;
    }
    return goods;
}

/// What of ours, and not proved delivered, lies in a file on the stick. Nothing in it is believed but what we hold as well.
CarriedOut StickCarriage::carried_by(const Path& file) const {
    CarriedOut told;
    auto reader = CarriageReader::open(file);
    if (!reader || reader->head().way != Way::Up || reader->head().kiosk != enrolment_.kiosk) return told;
    std::set<Uuid> found;
    for (auto part = reader->next(); part && *part; part = reader->next()) {
        const auto* request = std::get_if<CarriedRequest>(&**part);
        const auto batch = request != nullptr ? Batch::parse(request->body) : Result<Batch>(Error());
        if (!batch) continue;
        const auto chain = std::find_if(chains_.begin(), chains_.end(), [&](const Chain& one) { return one.kiosk == batch->head().kiosk; });
        const auto standing = chain != chains_.end() ? Standing::open(*chain) : Result<std::optional<Standing>>(std::nullopt);
        if (!standing || !*standing || (*standing)->epoch() != batch->head().epoch) continue;
        const std::uint64_t delivered = (*standing)->delivery().delivered_through;
        for (const ReceivedItem& item : batch->items()) {
            if (item.header.sequence <= delivered || !item.problem.empty()) continue;
            const auto entry = (*standing)->outbox().entry(item.header.epoch, item.header.sequence);
            if (!entry || !*entry || !equal((*entry)->header, item.item.header) || !found.insert((*entry)->record).second) continue;
            ++told.records;
            if (chain != chains_.begin()) ++told.parts;
        }
    }
    std::error_code unknown;
    told.bytes = std::filesystem::file_size(file, unknown);
    return told;
}

/// Puts a file in the place of the one that is there, unless that one carries as much.
Result<CarriedOut> StickCarriage::replace(const Path& file, std::uint64_t edition, ByteView health) const {
    const auto all = waiting();
    if (!all) return all.error();
    const auto with_rest = [&](CarriedOut told) {
        const auto less = [](std::uint64_t whole, std::uint64_t part) { return whole - std::min(whole, part); };
        told.parts_left = less(all->parts, told.parts);
        told.left = told.parts_left + less(all->requests, told.records - told.parts);
        return told;
    };
    CarriedOut told;
    auto writer = CarriageWriter::create(file, {Way::Up, enrolment_.county, enrolment_.kiosk, clock_.wall()});
    auto fitted = writer ? add_all(*writer, edition, health, told) : Result<bool>(writer.error());
    if (!fitted && fitted.error().code != ErrorCode::NoSpace) return std::move(fitted).error();
    if (!fitted || !*fitted) {
        const CarriedOut before = carried_by(file);
        if (before.records >= told.records && before.records > 0) return with_rest(before);
        if (told.records == 0) return fitted ? Error{ErrorCode::NoSpace, "there is no room for a single record on the stick", {}} : std::move(fitted).error();
        told = with_rest(told);
    }
    if (auto finished = writer->finish(); !finished) return std::move(finished).error();
    told.bytes = writer->size();
    return told;
}

Result<CarriedOut> StickCarriage::out(const Path& file, std::uint64_t edition, ByteView health) const {
    std::error_code none;
    const std::uint64_t before = std::filesystem::exists(file, none) ? std::filesystem::file_size(file, none) : 0;
    auto told = replace(file, edition, health);
    // Where less fitted beside the old file than it held itself, its room is free now.
    if (told && told->left > 0 && told->bytes < before) return replace(file, edition, health);
    return told;
}

// In.

Result<Standing*> StickCarriage::Standings::of(const Chain& chain) {
    std::optional<Standing>& standing = opened_[chain.kiosk];
    if (standing) return &*standing;
    auto opened = Standing::open(chain);
    if (!opened) return std::move(opened).error();
    standing = std::move(*opened);
    return standing ? &*standing : nullptr;
}

Result<void> StickCarriage::take_answer(const CarriedAnswer& part, CarriedIn& told, Standings& standings) const {
    const auto pass_over = [&told](const Error& why) {
        log(Priority::Warning, "an answer is not believed", why);
        ++told.passed_over;
        return Result<void>();
    };
    const auto answer = parse_answer(part.body, county_.answers);
    // Signed by a stranger, or with a key that the county has given up since. Only one of a later version asks for a new program first.
    if (!answer && answer.error().code == ErrorCode::Unsupported) return answer.error();
    if (!answer) {
        ++told.untrusted;
        return pass_over(answer.error());
    }
    const auto chain = std::find_if(chains_.begin(), chains_.end(), [&](const Chain& one) { return one.kiosk == answer->kiosk; });
    if (chain == chains_.end()) {
        ++told.untrusted;
        return pass_over({ErrorCode::Untrusted, "an answer for another kiosk lies among ours", {}});
    }
    const auto found = standings.of(*chain);
    if (!found) return found.error();
    if (*found == nullptr) { // the disk is new, and nothing was handed in since
        ++told.passed_over;
        return {};
    }
    Standing& standing = **found;
    const auto kept = chain->kept.known_log();
    if (!kept) return kept.error();
    if (answer->chain.epoch != standing.epoch() || !follows(*answer, county_, *kept)) {
        ++told.passed_over;
        return {};
    }
    const auto sent = entries_between(standing.outbox(), standing.epoch(), part.first, part.last);
    if (!sent) return sent.error();
    const std::uint64_t before = standing.delivery().delivered_through;
    const auto all_refused = chain->kept.refused();
    if (!all_refused) return all_refused.error();
    std::set<Uuid> known; // refusals
    for (const RefusedRecord& refused : *all_refused) known.insert(refused.record);
    const auto judgement = standing.accept(*answer, *answer, county_, *sent, std::nullopt);
    if (!judgement) {
        if (judgement.error().code != ErrorCode::Untrusted && judgement.error().code != ErrorCode::Corrupt) return judgement.error();
        return pass_over(judgement.error()); // the stick may carry a better one behind it
    }
    const std::uint64_t through = judgement->settlement.delivery.delivered_through;
    const std::uint64_t delivered = (through > before ? through - before : 0) + judgement->settlement.accepted.size();
    told.delivered += delivered;
    if (chain != chains_.begin()) told.parts += delivered;
    for (const RefusedRecord& refused : judgement->settlement.refused)
        if (known.count(refused.record) == 0) ++told.refused;
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

Result<void> StickCarriage::take(const CarriedAnswer& part, CarriedIn& told, Standings& standings) const {
    if (part.path == routes::batches) return take_answer(part, told, standings);
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
    Standings standings;
    for (;;) {
        auto part = reader->next();
        if (!part) return std::move(part).error();
        if (!*part) return told;
        if (const auto* answer = std::get_if<CarriedAnswer>(&**part))
            if (auto taken = take(*answer, told, standings); !taken) return std::move(taken).error();
        if (!goes_on(reader->read(), reader->parts())) return stopped();
    }
}

} // namespace lianxin
