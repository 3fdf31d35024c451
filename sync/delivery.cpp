// Judging an answer, one condition after the other.
#include "sync/delivery.h"

#include "records/base/sabotage.h"
#include "records/pack/recovery_note.h"
#include "records/seal/checkpoint.h"
#include "records/seal/merkle.h"
#include "records/wire/log_event.h"

#include <algorithm>
#include <map>
#include <set>

namespace lianxin {
namespace {

Error untrusted(const char* why) { return {ErrorCode::Untrusted, why, {}}; }
Error corrupt(const char* why) { return {ErrorCode::Corrupt, why, {}}; }

Result<void> check_address(const Answer& answer, const OwnSide& own) {
    if (answer.kiosk != own.kiosk) return corrupt("the answer is for another kiosk");
    if (answer.chain.epoch != own.epoch) return corrupt("the answer is about another epoch");
    if (answer.recovered < own.recovery) return untrusted("the answer is from before the county's log was restored");
    return {};
}

/// The checkpoint that the answer has to continue, and the recovery note that put it in place of the kept one, if any.
struct Ground {
    std::string checkpoint; ///< empty for none
    std::uint64_t recovery = 0;
};

Result<Ground> ground_of(const Answer& answer, const CountyKeys& county, const OwnSide& own) {
    if (answer.recovery_document.empty()) return Ground{own.checkpoint, 0};
    auto note = verify_recovery({answer.recovery_document, answer.recovery_signatures}, county);
    if (!note) return std::move(note).error();
    if (note->number <= own.recovery) return Ground{own.checkpoint, 0};
    return Ground{std::move(note->checkpoint), note->number};
}

/// The checkpoint of the answer, once it is proved to continue the one it stands on.
Result<Checkpoint> check_log(const Answer& answer, const CountyKeys& county, const Ground& ground) {
    auto now = is_sabotaged(Sabotage::SkipSignature) ? parse_checkpoint(answer.checkpoint)
                                                     : verify_checkpoint(answer.checkpoint, log_origin(county.county), county.log);
    if (!now || ground.checkpoint.empty()) return now;
    const auto before = parse_checkpoint(ground.checkpoint);
    if (!before) return before.error().in("reading the kept checkpoint");
    if (now->size < before->size) return untrusted("the county's log is shorter than it was");
    if (answer.consistent_from != before->size) return corrupt("the proof of consistency is for another batch");
    auto consistent = verify_consistency(before->size, before->root, now->size, now->root, answer.consistency);
    if (!consistent) return std::move(consistent).error().in("proving that the county's log only grew");
    return now;
}

Hash log_leaf(const LedgerEntry& entry, const std::string& kiosk, TimePoint taken) {
    return leaf_hash(log_entry({kiosk, entry.epoch, entry.sequence, entry.record, entry.leaf, taken}));
}

/// The envelopes of one range, or nothing when the batch did not carry them all.
std::span<const Envelope> carried(std::span<const Envelope> sent, const ProvenRange& range) {
    const auto first = std::find_if(sent.begin(), sent.end(), [&](const Envelope& one) { return one.entry.sequence == range.first_sequence; });
    const auto at = static_cast<std::size_t>(first - sent.begin());
    if (sent.size() - at < range.count) return {};
    return sent.subspan(at, static_cast<std::size_t>(range.count));
}

using VerdictsByRecord = std::map<Uuid, const RecordVerdict*>;

VerdictsByRecord by_record(const Answer& answer) {
    VerdictsByRecord verdicts;
    for (const RecordVerdict& verdict : answer.verdicts) verdicts.emplace(verdict.record, &verdict);
    return verdicts;
}

/// Whether the county said what became of the body.
bool has_verdict(const VerdictsByRecord& verdicts, const Uuid& record) {
    const auto found = verdicts.find(record);
    return found != verdicts.end() && found->second->verdict != Verdict::Wait;
}

/// The sequences that are proved to be in the log. That says nothing of their bodies, which a verdict does.
Result<std::set<std::uint64_t>> check_ranges(const Answer& answer, const Checkpoint& log, const OwnSide& own, const VerdictsByRecord& verdicts) {
    std::set<std::uint64_t> proved;
    for (const ProvenRange& range : answer.ranges) {
        const auto envelopes = carried(own.sent, range);
        if (envelopes.empty()) return corrupt("the answer proves records that the batch did not carry");
        std::vector<Hash> leaves;
        leaves.reserve(envelopes.size());
        for (const Envelope& envelope : envelopes) leaves.push_back(log_leaf(envelope.entry, own.kiosk, range.taken));
        auto inside = verify_range(leaves, range.log_index, log.size, range.proof, log.root);
        if (!inside) return std::move(inside).error().in("proving that our records are in the county's log");
        for (const Envelope& envelope : envelopes)
            if (has_verdict(verdicts, envelope.entry.record)) proved.insert(envelope.entry.sequence);
    }
    return proved;
}

bool same_head(const ChainHead& chain, const OwnSide& own) {
    if (chain.sequence == 0) return true;
    const auto ours = own.head_at(chain.sequence);
    return ours && *ours == chain.head;
}

/// A row of ours is not what its header says, so no answer fits it: our disk changed it, and every round would end here.
bool has_bad_row(std::span<const Envelope> sent) {
    return std::any_of(sent.begin(), sent.end(), [](const Envelope& one) { return !check_members(one.entry); });
}

/// A record refused together with its header would stop the chain for ever.
bool stops_the_chain(std::uint64_t delivered, const VerdictsByRecord& verdicts, const OwnSide& own) {
    const auto next = std::find_if(own.sent.begin(), own.sent.end(), [&](const Envelope& one) { return one.entry.sequence == delivered + 1; });
    if (next == own.sent.end()) return false;
    const auto verdict = verdicts.find(next->entry.record);
    return verdict != verdicts.end() && verdict->second->verdict == Verdict::Refused;
}

void note_verdicts(Judgement& judgement, const VerdictsByRecord& verdicts, const OwnSide& own, TimePoint at) {
    for (const Envelope& envelope : own.sent) {
        const auto found = verdicts.find(envelope.entry.record);
        if (found == verdicts.end()) continue;
        const RecordVerdict& verdict = *found->second;
        const bool good = verdict.verdict == Verdict::Taken || verdict.verdict == Verdict::Known;
        if (good && own.refused.count(verdict.record) != 0) judgement.settlement.accepted.push_back(verdict.record);
        else if (verdict.verdict == Verdict::Known) judgement.settlement.already_there.push_back(verdict.record);
        if (verdict.verdict == Verdict::Refused && !is_sabotaged(Sabotage::DropRefused)) judgement.settlement.refused.push_back({verdict.record, verdict.reason, at});
        if (verdict.verdict == Verdict::Wait) judgement.wait = std::max(judgement.wait, verdict.wait);
    }
}

/// What a daemon without this rule would believe; only the simulation asks for it.
Judgement all_of(const OwnSide& own) {
    Judgement judgement;
    judgement.settlement.checkpoint = own.checkpoint;
    judgement.settlement.delivery = own.kept;
    if (!own.sent.empty()) judgement.settlement.delivery.delivered_through = own.sent.back().entry.sequence;
    judgement.send_after = judgement.settlement.delivery.delivered_through;
    return judgement;
}

} // namespace

std::optional<HeadAlarm> contradiction(const Answer& answer, const CountyKeys& county, const OwnSide& own, TimePoint last_heard) {
    const auto kept = parse_checkpoint(own.checkpoint);
    const auto seen = verify_checkpoint(answer.checkpoint, log_origin(county.county), county.log);
    if (!kept || !seen || answer.recovered < own.recovery) return std::nullopt;
    const auto ground = ground_of(answer, county, own);
    if (ground && ground->recovery > 0) return std::nullopt;
    const HeadAlarm alarm{own.checkpoint, answer.checkpoint, answer.time};
    if (seen->size == kept->size) return seen->root == kept->root ? std::nullopt : std::optional(alarm);
    // An older head may come late, over a slow road. Signed later than the kept one, it is a log that went back.
    if (seen->size < kept->size) return answer.time > last_heard ? std::optional(alarm) : std::nullopt;
    if (answer.consistent_from != kept->size || verify_consistency(kept->size, kept->root, seen->size, seen->root, answer.consistency)) return std::nullopt;
    return alarm;
}

Result<Judgement> judge(const Answer& answer, const CountyKeys& county, const OwnSide& own) {
    if (is_sabotaged(Sabotage::MarkBeforeProof) || is_sabotaged(Sabotage::TrustAny200)) return all_of(own);
    if (auto addressed = check_address(answer, own); !addressed) return std::move(addressed).error();
    const auto ground = ground_of(answer, county, own);
    if (!ground) return ground.error();
    const auto log = check_log(answer, county, *ground);
    if (!log) return log.error();
    Judgement judgement;
    judgement.settlement.checkpoint = answer.checkpoint;
    judgement.settlement.delivery = own.kept;
    judgement.settlement.at = answer.time;
    judgement.settlement.chain_end = answer.chain.sequence;
    judgement.settlement.recovery = ground->recovery;
    judgement.send_after = own.kept.delivered_through;
    const Divergence divergence{own.epoch, answer.chain.sequence, answer.chain.head, answer.time};
    // A county that lost what we no longer hold can never follow this chain. The kiosk mends a bad row before it begins another.
    if (!same_head(answer.chain, own) || answer.chain.sequence < own.settled || has_bad_row(own.sent)) {
        judgement.settlement.divergence = divergence;
        return judgement;
    }
    if (ground->recovery > 0) {
        Delivery& kept = judgement.settlement.delivery;
        kept.delivered_through = std::min(kept.delivered_through, answer.chain.sequence);
        kept.durable_through = std::min(kept.durable_through, answer.chain.sequence);
    }
    const auto verdicts = by_record(answer);
    const auto proved = check_ranges(answer, *log, own, verdicts);
    if (!proved) return proved.error();
    std::uint64_t& delivered = judgement.settlement.delivery.delivered_through;
    while (delivered < answer.chain.sequence && proved->count(delivered + 1) != 0) ++delivered;
    std::uint64_t& durable = judgement.settlement.delivery.durable_through;
    durable = std::max(durable, std::min(answer.durable_through, delivered));
    judgement.send_after = std::min(delivered, answer.chain.sequence);
    note_verdicts(judgement, verdicts, own, answer.time);
    if (stops_the_chain(judgement.send_after, verdicts, own)) judgement.settlement.divergence = divergence;
    return judgement;
}

} // namespace lianxin
