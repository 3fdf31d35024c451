// Filling the link, and judging what comes back in the order of the chain.
#include "sync/sending.h"

#include "records/base/log.h"
#include "records/base/sabotage.h"
#include "records/seal/checkpoint.h"
#include "records/wire/routes.h"
#include "sync/delivery.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::size_t most_held = 2; ///< times as many batches may be under way as send at the same time
constexpr std::size_t most_asked = 100; ///< held bodies in memory while they are asked about
constexpr std::size_t around_items = 512; ///< bytes of a batch that are not items
constexpr std::size_t smallest_share = 16 << 10; ///< below this dividing what is left costs more than it gains

std::uint64_t size_of_log(const std::string& checkpoint) {
    const auto parsed = parse_checkpoint(checkpoint);
    return parsed ? parsed->size : 0;
}

/// As many of the first envelopes as fit into `bytes`, at least one.
std::size_t fitting(const std::vector<Envelope>& envelopes, std::size_t bytes) {
    std::size_t count = 0;
    std::size_t size = around_items;
    for (const Envelope& envelope : envelopes) {
        size += batch_item_size(envelope.entry.header.size(), envelope.sealed.size());
        if (count > 0 && size > bytes) break;
        ++count;
    }
    return count;
}

Bytes batch_of(std::span<const Envelope> envelopes, const BatchHead& head, int level) {
    std::vector<BatchItem> items;
    items.reserve(envelopes.size());
    for (const Envelope& envelope : envelopes) items.push_back({envelope.entry.header, envelope.entry.signature, envelope.sealed});
    return encode_batch(head, items, level);
}

Result<Proof> parse_proof(ByteView bytes) {
    Proof proof(bytes.size() / sizeof(Hash));
    if (bytes.size() % sizeof(Hash) != 0) return Error{ErrorCode::Corrupt, "not a proof", {}};
    for (std::size_t i = 0; i < proof.size(); ++i) std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(i * sizeof(Hash)), sizeof(Hash), proof[i].begin());
    return proof;
}

} // namespace

Sending::~Sending() { drop_all(); }

void Sending::drop_all() {
    for (const Flight& flight : under_way_) link_.drop(flight.ticket);
    under_way_.clear();
}

/// What the inbox knows, or the outbox when the inbox was lost: the kiosk drops bodies only of what was proved delivered.
Delivery Sending::kept_delivery() const {
    Delivery delivery = chain_.kept.delivery(report_.epoch);
    delivery.epoch = report_.epoch;
    delivery.delivered_through = std::max(delivery.delivered_through, settled_);
    return delivery;
}

void Sending::look_at(const OutboxReader& outbox) {
    report_.epoch = outbox.epoch();
    report_.handed_in = outbox.last_sequence(report_.epoch);
    report_.delivered = std::min(report_.handed_in, kept_delivery().delivered_through);
    report_.diverged = chain_.kept.divergence(report_.epoch).has_value();
}

Result<std::optional<OutboxReader>> Sending::open() {
    auto outbox = OutboxReader::open(chain_.outbox);
    // The kiosk makes its outbox when it first starts; until then there is nothing to carry up.
    if (!outbox && outbox.error().code == ErrorCode::NotFound) return std::optional<OutboxReader>();
    if (!outbox) return std::move(outbox).error().in("opening the kiosk's outbox");
    settled_ = outbox->settled_through(outbox->epoch());
    look_at(*outbox);
    return std::optional<OutboxReader>(std::move(*outbox));
}

Result<void> Sending::run() {
    const auto outbox = open();
    if (!outbox) return outbox.error();
    if (!*outbox) return {};
    auto done = ask_about_held(**outbox);
    if (done) done = send_again(**outbox);
    if (done) done = send_from(**outbox, kept_delivery().delivered_through);
    look_at(**outbox);
    return done;
}

Result<void> Sending::make_good() {
    const auto outbox = open();
    if (!outbox) return outbox.error();
    if (!*outbox || report_.diverged) return {};
    if (auto begun = begin(**outbox, report_.handed_in); !begun) return begun;
    const auto asked = finish_first(**outbox);
    if (!asked) return asked.error().in("asking what the restored county lacks");
    auto done = send_from(**outbox, kept_delivery().delivered_through);
    look_at(**outbox);
    return done;
}

/// An inbox that was begun anew has forgotten what was refused: every body that is still held behind the last dropped one is asked about,
/// one that cannot be read with its header alone. Until all have their verdicts nothing more counts as delivered, or a round cut
/// in the middle would leave refused bodies that nobody knows of, to be dropped like delivered ones.
Result<void> Sending::ask_about_held(const OutboxReader& outbox) {
    if (report_.diverged || chain_.kept.delivery(report_.epoch).delivered_through >= settled_) return {};
    const auto held = outbox.held_through(report_.epoch, settled_);
    if (!held) return held.error();
    asks_about_held_ = true;
    for (auto next = held->begin(); next != held->end() && !report_.diverged && !report_.wait;) {
        std::vector<Envelope> some;
        for (; next != held->end() && some.size() < most_asked; ++next) {
            auto envelope = outbox.after(report_.epoch, *next - 1, 1, largest_batch);
            if (!envelope) return std::move(envelope).error();
            for (Envelope& each : *envelope) some.push_back(std::move(each));
        }
        if (auto sent = send_each(outbox, std::move(some)); !sent) return sent;
    }
    if (report_.diverged || report_.wait) return {};
    asks_about_held_ = false;
    // All are known of now; a last answer, to a batch that only asks, brings the mark to where it was.
    if (auto launched = launch({}, settled_, settled_); !launched) return launched;
    const auto finished = finish_first(outbox);
    if (!finished) return finished.error().in("asking what the county holds");
    return {};
}

/// What was refused and may be taken now.
Result<void> Sending::send_again(const OutboxReader& outbox) {
    if (report_.diverged) return {};
    std::vector<Envelope> envelopes;
    const auto add = [&](const Uuid& record) -> Result<void> {
        auto envelope = outbox.whole(report_.epoch, record);
        if (!envelope) return std::move(envelope).error();
        if (*envelope) envelopes.push_back(std::move(**envelope));
        return {};
    };
    for (const RefusedRecord& refused : chain_.kept.refused())
        if (chain_.again == Again::All || refused.reason == refusal::body)
            if (auto added = add(refused.record); !added) return added;
    const std::uint64_t delivered = kept_delivery().delivered_through; // what lies behind is sent anyway
    std::erase_if(envelopes, [&](const Envelope& each) { return each.entry.sequence > delivered; });
    std::sort(envelopes.begin(), envelopes.end(), [](const Envelope& a, const Envelope& b) { return a.entry.sequence < b.entry.sequence; });
    return send_each(outbox, std::move(envelopes));
}

/// By themselves, one batch after another; where the chain goes on does not change.
Result<void> Sending::send_each(const OutboxReader& outbox, std::vector<Envelope> envelopes) {
    while (!envelopes.empty() && !report_.diverged && !report_.wait) {
        const auto count = static_cast<std::ptrdiff_t>(std::min(fitting(envelopes, pace_.batch_bytes()), settings_.batch_records));
        std::vector<Envelope> some(std::make_move_iterator(envelopes.begin()), std::make_move_iterator(envelopes.begin() + count));
        envelopes.erase(envelopes.begin(), envelopes.begin() + count);
        if (auto launched = launch(std::move(some), 0, 0); !launched) return launched;
        const auto finished = finish_first(outbox);
        if (!finished) return finished.error().in("sending again what was refused");
    }
    return {};
}

Result<void> Sending::send_from(const OutboxReader& outbox, std::uint64_t after) {
    bool stepped_back = false;
    while (!report_.diverged && !report_.wait) {
        if (auto filled = fill(outbox, after); !filled) return filled;
        if (under_way_.empty()) return {};
        if (!link_.wait(under_way_.front().ticket)) continue;
        const std::uint64_t last = under_way_.front().last;
        const auto next = finish_first(outbox);
        if (!next) {
            drop_all();
            return next.error().in("sending a batch");
        }
        if (*next != last) drop_all();
        // A county that lost some of our records is sent them again, but never twice in a round.
        const bool may_step_back = !stepped_back && *next < after;
        if (*next <= after && !may_step_back && !report_.diverged && !report_.wait)
            return Error{ErrorCode::Corrupt, "the county's answer brings the chain no further", {}};
        stepped_back = stepped_back || *next < after;
        after = *next;
    }
    drop_all();
    return {};
}

/// Begins batches until as many are under way as the link is good for, or nothing more waits.
Result<void> Sending::fill(const OutboxReader& outbox, std::uint64_t after) {
    // Those that wait for their turn to be completed leave the link to others.
    while (link_.sending() < pace_.side_by_side() && under_way_.size() < most_held * pace_.side_by_side()) {
        const std::uint64_t from = under_way_.empty() ? after : under_way_.back().last;
        if (from >= outbox.last_sequence(report_.epoch) || (gate_ && !gate_())) return {};
        auto begun = begin(outbox, from);
        // What cannot be read now matters when everything before it is done.
        if (!begun && !under_way_.empty()) return {};
        if (!begun) return begun;
    }
    return {};
}

/// What is left at the end goes over all connections alike, so that they finish together.
std::size_t Sending::batch_bytes(std::uint64_t records_left) {
    const std::size_t usual = pace_.batch_bytes(), left = static_cast<std::size_t>(records_left) * record_bytes_;
    if (record_bytes_ == 0 || left > usual * pace_.side_by_side()) {
        last_share_ = 0;
        return usual;
    }
    if (last_share_ == 0) last_share_ = std::max(left / pace_.side_by_side(), smallest_share);
    return std::min(usual, last_share_);
}

Result<void> Sending::begin(const OutboxReader& outbox, std::uint64_t after) {
    const std::size_t bytes = batch_bytes(outbox.last_sequence(report_.epoch) - after);
    auto envelopes = outbox.after(report_.epoch, after, settings_.batch_records, bytes);
    if (!envelopes) return std::move(envelopes).error();
    if (envelopes->empty() && after < outbox.last_sequence(report_.epoch))
        return Error{ErrorCode::Corrupt, "the outbox no longer holds what the county lacks", {}};
    envelopes->resize(fitting(*envelopes, bytes));
    const std::uint64_t last = after + envelopes->size();
    return launch(std::move(*envelopes), after, last);
}

Result<void> Sending::launch(std::vector<Envelope> envelopes, std::uint64_t after, std::uint64_t last) {
    Flight& flight = under_way_.emplace_back();
    flight.after = after;
    flight.last = last;
    flight.checkpoint = chain_.kept.checkpoint();
    flight.recovery = chain_.kept.recovery();
    flight.sent = std::move(envelopes);
    const BatchHead head{chain_.kiosk, report_.epoch, flight.checkpoint.empty() ? 0 : size_of_log(flight.checkpoint), flight.recovery};
    flight.batch = batch_of(flight.sent, head, settings_.compression_level);
    if (!flight.sent.empty()) record_bytes_ = flight.batch.size() / flight.sent.size();
    for (Envelope& envelope : flight.sent) Bytes().swap(envelope.sealed);
    flight.begun = clock_.monotonic();
    const auto ticket = link_.begin(routes::batches, flight.batch, routes::batch_type, routes::largest_answer);
    if (!ticket) {
        under_way_.pop_back();
        return ticket.error();
    }
    flight.ticket = *ticket;
    if (under_way_.size() == 1) link_.release(flight.ticket);
    return {};
}

/// The answer to the first batch under way. The sequence after which the next begins.
Result<std::uint64_t> Sending::finish_first(const OutboxReader& outbox) {
    const Flight flight = std::move(under_way_.front());
    under_way_.pop_front();
    const auto content = link_.finish(flight.ticket);
    if (!content) {
        pace_.failed();
        return content.error();
    }
    const Milliseconds now = clock_.monotonic();
    pace_.carried(flight.batch.size(), now - std::max(flight.begun, last_answer_));
    log(Priority::Debug, std::to_string(flight.batch.size()) + " bytes up to record " + std::to_string(flight.last) + " were answered " +
                             std::to_string((now - flight.begun).count()) + " ms after they were begun, " +
                             std::to_string((now - std::max(flight.begun, last_answer_)).count()) + " ms after the batch before");
    last_answer_ = now;
    if (!under_way_.empty()) link_.release(under_way_.front().ticket);
    // The link is kept busy while the answer is judged; what cannot be sent now is told when it is tried again.
    if (flight.last > flight.after) (void)fill(outbox, flight.last);
    return judge_answer(outbox, flight, *content);
}

/// A batch names the checkpoint that was kept when it was begun. Where an answer before it has put another in its place, the
/// county's log is asked to prove that it grew from that one.
Result<void> Sending::join_to_kept(Answer& answer, const Flight& flight) {
    const std::string kept = chain_.kept.checkpoint();
    if (kept == flight.checkpoint && chain_.kept.recovery() == flight.recovery) return {};
    const std::uint64_t older = size_of_log(kept), newer = size_of_log(answer.checkpoint);
    answer.recovery_document.clear();
    answer.recovery_signatures.clear();
    answer.consistent_from = older;
    answer.consistency.clear();
    if (newer <= older) return {}; // equal, or for judge() to refuse
    const std::string query = std::string(routes::from) + "=" + std::to_string(older) + "&" + std::string(routes::to) + "=" + std::to_string(newer);
    const auto content = link_.get(routes::consistency, query, routes::largest_proof);
    if (!content) return content.error();
    auto proof = parse_proof(*content);
    if (!proof) return std::move(proof).error();
    answer.consistency = std::move(*proof);
    return {};
}

Result<std::uint64_t> Sending::judge_answer(const OutboxReader& outbox, const Flight& flight, ByteView content) {
    auto answer = parse_answer(content, county_.answers);
    if (is_sabotaged(Sabotage::TrustAny200)) answer = Answer();
    if (!answer) return std::move(answer).error();
    if (auto joined = join_to_kept(*answer, flight); !joined) return std::move(joined).error();
    OwnSide own;
    own.kiosk = chain_.kiosk;
    own.epoch = report_.epoch;
    own.kept = kept_delivery();
    own.checkpoint = chain_.kept.checkpoint();
    own.recovery = chain_.kept.recovery();
    own.settled = settled_;
    own.sent = flight.sent;
    for (const RefusedRecord& refused : chain_.kept.refused()) own.refused.insert(refused.record);
    own.head_at = [&outbox, this](std::uint64_t sequence) { return outbox.head_at(report_.epoch, sequence); };
    auto judgement = judge(*answer, county_, own);
    if (!judgement) {
        // As it was signed: a proof that was asked for beside it convicts nobody.
        if (const auto as_signed = parse_answer(content, county_.answers)) note_contradiction(*as_signed, county_, own, chain_, report_.county_time);
        return judgement.error();
    }
    std::uint64_t& delivered = judgement->settlement.delivery.delivered_through;
    if (asks_about_held_) delivered = std::min(delivered, chain_.kept.delivery(report_.epoch).delivered_through);
    if (auto written = chain_.inbox.record_settlement(judgement->settlement); !written) return std::move(written).error();
    report_.county_time = std::max(report_.county_time.value_or(answer->time), answer->time);
    for (const RefusedRecord& refused : judgement->settlement.refused)
        log(Priority::Warning, "the county refused record " + to_text(refused.record) + ": " + refused.reason);
    report_.diverged = judgement->settlement.divergence.has_value();
    // Records whose predecessors the county lost are asked to wait for them, and those are what is sent next.
    if (judgement->wait.count() > 0 && judgement->send_after >= flight.after) report_.wait = judgement->wait;
    return judgement->send_after;
}

void note_contradiction(const Answer& answer, const CountyKeys& county, const OwnSide& own, const Chain& chain, std::optional<TimePoint> heard) {
    const auto last = std::max(chain.kept.contact().last_success, heard);
    const auto alarm = contradiction(answer, county, own, last.value_or(TimePoint::max()));
    if (!alarm) return;
    log(Priority::Error, "ALARM: the county's log is not the one it was, and its roots did not say why; both signed heads are kept");
    if (auto kept = chain.inbox.record_alarm(*alarm); !kept) log(Priority::Error, "the alarm is not kept", kept.error());
}

} // namespace lianxin
