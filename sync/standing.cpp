// One piece for both roads, so that they cannot disagree.
#include "sync/standing.h"

#include "records/base/log.h"
#include "records/seal/checkpoint.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::size_t around_items = 512; ///< bytes of a batch that are not items

std::size_t size_in_batch(const Envelope& envelope) { return batch_item_size(envelope.entry.header.size(), envelope.sealed.size()); }

} // namespace

std::uint64_t size_of_log(const std::string& checkpoint) {
    const auto parsed = parse_checkpoint(checkpoint);
    return parsed ? parsed->size : 0;
}

std::size_t fitting(std::span<const Envelope> envelopes, std::size_t bytes) {
    std::size_t count = 0;
    std::size_t size = around_items;
    for (const Envelope& envelope : envelopes) {
        size += size_in_batch(envelope);
        if (count > 0 && size > bytes) break;
        ++count;
    }
    return count;
}

Result<std::optional<Standing>> Standing::open(const Chain& chain) {
    auto outbox = OutboxReader::open(chain.outbox);
    // The kiosk makes its outbox when it first starts; until then there is nothing to carry up.
    if (!outbox && outbox.error().code == ErrorCode::NotFound) return std::optional<Standing>();
    if (!outbox) return std::move(outbox).error().in("opening the outbox of " + chain.kiosk);
    Standing standing(chain, std::move(*outbox));
    standing.epoch_ = standing.outbox_.epoch();
    standing.settled_ = standing.outbox_.settled_through(standing.epoch_);
    if (auto found = standing.find_doubts(); !found) return std::move(found).error();
    return std::optional(std::move(standing));
}

Result<void> Standing::find_doubts() {
    if (!has_forgotten()) return {};
    auto held = outbox_.held_through(epoch_, settled_);
    if (!held) return std::move(held).error();
    in_doubt_ = std::move(*held);
    for (const std::uint64_t sequence : in_doubt_) {
        const auto entry = outbox_.entry(epoch_, sequence);
        if (!entry) return entry.error();
        if (*entry) unanswered_.insert((*entry)->record);
    }
    return {};
}

Delivery Standing::delivery() const {
    Delivery delivery = chain_->kept.delivery(epoch_);
    delivery.epoch = epoch_;
    delivery.delivered_through = std::max(delivery.delivered_through, settled_);
    return delivery;
}

Result<std::vector<std::uint64_t>> Standing::once_more() const {
    std::vector<std::uint64_t> sequences;
    const std::uint64_t delivered = delivery().delivered_through; // what lies behind goes anyway
    const auto all = chain_->kept.refused();
    if (!all) return all.error();
    for (const RefusedRecord& refused : *all) {
        if (chain_->again != Again::All && refused.reason != refusal::body) continue;
        const auto envelope = outbox_.whole(epoch_, refused.record);
        if (!envelope) return envelope.error();
        if (*envelope && (*envelope)->entry.sequence <= delivered) sequences.push_back((*envelope)->entry.sequence);
    }
    std::sort(sequences.begin(), sequences.end());
    return sequences;
}

Result<std::uint64_t> Standing::waiting() const {
    if (epoch_ == 0 || has_diverged()) return std::uint64_t{0};
    const auto again = once_more();
    if (!again) return again.error();
    return handed_in() - std::min(handed_in(), delivery().delivered_through) + again->size();
}

Result<std::vector<Envelope>> Standing::load(std::span<const std::uint64_t>& sequences, std::size_t count, std::size_t bytes) const {
    std::vector<Envelope> envelopes;
    for (std::size_t size = around_items; !sequences.empty() && envelopes.size() < count; sequences = sequences.subspan(1)) {
        auto envelope = outbox_.after(epoch_, sequences.front() - 1, 1, largest_batch);
        if (!envelope) return std::move(envelope).error();
        if (envelope->empty()) continue;
        size += size_in_batch(envelope->front());
        if (!envelopes.empty() && size > bytes) break;
        envelopes.push_back(std::move(envelope->front()));
    }
    return envelopes;
}

Result<Bytes> Standing::batch_of(std::span<const Envelope> envelopes, int compression_level) const {
    const auto log = chain_->kept.known_log();
    if (!log) return log.error();
    std::vector<BatchItem> items;
    items.reserve(envelopes.size());
    for (const Envelope& envelope : envelopes) items.push_back({envelope.entry.header, envelope.entry.signature, envelope.sealed});
    return encode_batch({chain_->kiosk, epoch_, size_of_log(log->checkpoint), log->recovery}, items, compression_level);
}

Result<OwnSide> Standing::own_side(std::span<const Envelope> sent) const {
    const auto log = chain_->kept.known_log();
    if (!log) return log.error();
    const auto refused = chain_->kept.refused();
    if (!refused) return refused.error();
    OwnSide own;
    own.kiosk = chain_->kiosk;
    own.epoch = epoch_;
    own.kept = delivery();
    own.checkpoint = log->checkpoint;
    own.recovery = log->recovery;
    own.settled = settled_;
    own.sent = sent;
    for (const RefusedRecord& each : *refused) own.refused.insert(each.record);
    own.head_at = [this](std::uint64_t sequence) { return outbox_.head_at(epoch_, sequence); };
    return own;
}

Result<Judgement> Standing::accept(const Answer& answer, const Answer& as_signed, const CountyKeys& county, std::span<const Envelope> sent,
                                   std::optional<TimePoint> heard) {
    const auto own = own_side(sent);
    if (!own) return own.error();
    auto judgement = judge(answer, county, *own);
    if (!judgement) {
        note_contradiction(as_signed, county, *own, heard);
        return judgement;
    }
    for (const RecordVerdict& verdict : answer.verdicts)
        if (verdict.verdict != Verdict::Wait) unanswered_.erase(verdict.record);
    std::uint64_t& delivered = judgement->settlement.delivery.delivered_through;
    if (!unanswered_.empty()) delivered = std::min(delivered, chain_->kept.delivery(epoch_).delivered_through);
    if (auto written = chain_->inbox.record_settlement(judgement->settlement); !written) return std::move(written).error();
    return judgement;
}

void Standing::note_contradiction(const Answer& answer, const CountyKeys& county, const OwnSide& own, std::optional<TimePoint> heard) const {
    const auto last = std::max(chain_->kept.contact().last_success, heard);
    const auto alarm = contradiction(answer, county, own, last.value_or(TimePoint::max()));
    if (!alarm) return;
    log(Priority::Error, "ALARM: the county's log is not the one it was, and its roots did not say why; both signed heads are kept");
    if (auto kept = chain_->inbox.record_alarm(*alarm); !kept) log(Priority::Error, "the alarm is not kept", kept.error());
}

} // namespace lianxin
