// Filling the link, and judging what comes back in the order of the chain.
#include "sync/sending.h"

#include "records/base/log.h"
#include "records/base/sabotage.h"
#include "records/wire/routes.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::size_t most_held = 2; ///< times as many batches may be under way as send at the same time
constexpr std::size_t smallest_share = 16 << 10; ///< below this dividing what is left costs more than it gains

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

void Sending::look() {
    report_.epoch = standing_->epoch();
    report_.handed_in = standing_->handed_in();
    report_.delivered = std::min(report_.handed_in, standing_->delivery().delivered_through);
    report_.diverged = standing_->has_diverged();
}

/// Whether there is anything to carry up.
Result<bool> Sending::open() {
    auto standing = Standing::open(chain_);
    if (!standing) return std::move(standing).error();
    standing_ = std::move(*standing);
    if (standing_) look();
    return standing_.has_value();
}

Result<void> Sending::run() {
    const auto opened = open();
    if (!opened) return opened.error();
    if (!*opened) return {};
    auto done = ask_about_held();
    if (done) done = send_again();
    if (done) done = send_from(standing_->delivery().delivered_through);
    look();
    return done;
}

Result<void> Sending::make_good() {
    const auto opened = open();
    if (!opened) return opened.error();
    if (!*opened || report_.epoch == 0 || report_.diverged) return {};
    if (auto begun = begin(report_.handed_in); !begun) return begun;
    const auto asked = finish_first();
    if (!asked) return asked.error().in("asking what the restored county lacks");
    auto done = send_from(standing_->delivery().delivered_through);
    look();
    return done;
}

Result<void> Sending::ask_about_held() {
    if (report_.diverged || !standing_->has_forgotten()) return {};
    if (auto sent = send_these(standing_->in_doubt()); !sent) return sent.error().in("asking what the county holds");
    if (report_.diverged || report_.wait || !standing_->has_forgotten()) return {};
    // Nothing was in doubt; an answer to a batch that only asks brings the mark to where it was.
    const std::uint64_t delivered = standing_->delivery().delivered_through;
    if (auto launched = launch({}, delivered, delivered); !launched) return launched;
    const auto finished = finish_first();
    if (!finished) return finished.error().in("asking what the county holds");
    return {};
}

Result<void> Sending::send_again() {
    if (report_.diverged) return {};
    const auto sequences = standing_->once_more();
    if (!sequences) return sequences.error();
    if (auto sent = send_these(*sequences); !sent) return sent.error().in("sending again what was refused");
    return {};
}

/// By themselves, one batch after another; where the chain goes on does not change.
Result<void> Sending::send_these(std::span<const std::uint64_t> sequences) {
    while (!sequences.empty() && !report_.diverged && !report_.wait) {
        auto some = standing_->load(sequences, settings_.batch_records, pace_.batch_bytes());
        if (!some) return std::move(some).error();
        if (some->empty()) continue;
        if (auto launched = launch(std::move(*some), 0, 0); !launched) return launched;
        const auto finished = finish_first();
        if (!finished) return finished.error();
    }
    return {};
}

Result<void> Sending::send_from(std::uint64_t after) {
    bool stepped_back = false;
    while (!report_.diverged && !report_.wait) {
        if (auto filled = fill(after); !filled) return filled;
        if (under_way_.empty()) return {};
        if (!link_.wait(under_way_.front().ticket)) continue;
        const std::uint64_t last = under_way_.front().last;
        const auto next = finish_first();
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
Result<void> Sending::fill(std::uint64_t after) {
    // Those that wait for their turn to be completed leave the link to others.
    while (link_.sending() < pace_.side_by_side() && under_way_.size() < most_held * pace_.side_by_side()) {
        const std::uint64_t from = under_way_.empty() ? after : under_way_.back().last;
        if (from >= standing_->handed_in() || (gate_ && !gate_())) return {};
        auto begun = begin(from);
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
    // A little more than equal: what the records weigh is an average, and a small batch left over would cost a round trip by itself.
    if (last_share_ == 0) last_share_ = std::max(left / pace_.side_by_side() * 21 / 20, smallest_share);
    return std::min(usual, last_share_);
}

Result<void> Sending::begin(std::uint64_t after) {
    const std::size_t bytes = batch_bytes(standing_->handed_in() - after);
    auto envelopes = standing_->outbox().after(report_.epoch, after, settings_.batch_records, bytes);
    if (!envelopes) return std::move(envelopes).error();
    if (envelopes->empty() && after < standing_->handed_in())
        return Error{ErrorCode::Corrupt, "the outbox no longer holds what the county lacks", {}};
    envelopes->resize(fitting(*envelopes, bytes));
    const std::uint64_t last = after + envelopes->size();
    return launch(std::move(*envelopes), after, last);
}

Result<void> Sending::launch(std::vector<Envelope> envelopes, std::uint64_t after, std::uint64_t last) {
    auto log = chain_.kept.known_log();
    if (!log) return std::move(log).error();
    auto batch = standing_->batch_of(envelopes, settings_.compression_level);
    if (!batch) return std::move(batch).error();
    Flight& flight = under_way_.emplace_back();
    flight.after = after;
    flight.last = last;
    flight.log = std::move(*log);
    flight.sent = std::move(envelopes);
    flight.batch = std::move(*batch);
    std::size_t plain = 0; // batches are filled by what they hold before packing
    for (Envelope& envelope : flight.sent) {
        plain += batch_item_size(envelope.entry.header.size(), envelope.sealed.size());
        Bytes().swap(envelope.sealed);
    }
    if (!flight.sent.empty()) record_bytes_ = plain / flight.sent.size();
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
Result<std::uint64_t> Sending::finish_first() {
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
    if (flight.last > flight.after) (void)fill(flight.last);
    return judge_answer(flight, *content);
}

/// A batch names the checkpoint that was kept when it was begun. Where an answer before it has put another in its place, the
/// county's log is asked to prove that it grew from that one.
Result<void> Sending::join_to_kept(Answer& answer, const Flight& flight) {
    const auto kept = chain_.kept.known_log();
    if (!kept) return kept.error();
    if (*kept == flight.log) return {};
    const std::uint64_t older = size_of_log(kept->checkpoint), newer = size_of_log(answer.checkpoint);
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

Result<std::uint64_t> Sending::judge_answer(const Flight& flight, ByteView content) {
    auto as_signed = parse_answer(content, county_.answers);
    if (is_sabotaged(Sabotage::TrustAny200)) as_signed = Answer();
    if (!as_signed) return std::move(as_signed).error();
    Answer answer = *as_signed;
    if (auto joined = join_to_kept(answer, flight); !joined) return std::move(joined).error();
    // Of evidence only what was signed counts: a proof that was asked for beside it convicts nobody.
    const auto judgement = standing_->accept(answer, *as_signed, county_, flight.sent, report_.county_time);
    if (!judgement) return judgement.error();
    report_.county_time = std::max(report_.county_time.value_or(answer.time), answer.time);
    for (const RefusedRecord& refused : judgement->settlement.refused)
        log(Priority::Warning, "the county refused record " + to_text(refused.record) + ": " + refused.reason);
    report_.diverged = judgement->settlement.divergence.has_value();
    // Records whose predecessors the county lost are asked to wait for them, and those are what is sent next.
    if (judgement->wait.count() > 0 && judgement->send_after >= flight.after) report_.wait = judgement->wait;
    return judgement->send_after;
}

} // namespace lianxin
