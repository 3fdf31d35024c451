// The rule by which records count as delivered: the county's signed answer held against our own chain. Pure.
#pragma once

#include "records/pack/county_keys.h"
#include "records/store/inbox.h"
#include "records/store/outbox.h"
#include "records/wire/answer.h"

#include <set>

namespace lianxin {

/// What the kiosk knows by itself when an answer comes.
struct OwnSide {
    std::string kiosk;
    std::uint32_t epoch = 0;
    Delivery kept;                    ///< of that epoch
    std::string checkpoint;           ///< the note kept last; empty before the first
    std::uint64_t recovery = 0;       ///< number of the last recovery note accepted
    std::uint64_t settled = 0;        ///< sequences up to here have no body any more
    std::span<const Envelope> sent;   ///< what the batch carried
    std::set<Uuid> refused;           ///< records that the county refused before
    std::function<std::optional<Hash>(std::uint64_t sequence)> head_at; ///< of our chain in that epoch
};

struct Judgement {
    Settlement settlement;        ///< to be written, in one transaction
    std::uint64_t send_after = 0; ///< the sequence after which the next batch begins
    std::chrono::seconds wait{0}; ///< the longest wait the county asked for
};

/// Delivered is what lies without a gap behind the kept delivery, is proved to be in the county's log under a checkpoint that
/// verifies and continues the kept one, is covered by a head that equals ours, and has a verdict: its body was taken, or refused, and
/// what is refused is never let go of. Another head, or one of ours that can never
/// continue the county's chain, is a divergence, as is a row of ours in the batch that is not what its header says. A log that does not continue the kept checkpoint is believed only with a newer
/// recovery note of the county's roots; what it lacks then counts as not delivered again. Errors: Untrusted (a proof or the checkpoint does not hold, the log went back,
/// the answer is older than the last recovery),
/// Corrupt (about another kiosk, epoch or batch). An error means that nothing may be written.
Result<Judgement> judge(const Answer& answer, const CountyKeys& county, const OwnSide& own);

/// Whether an answer that is not believed shows that the county's log is not the one it was: its signed head is of the same size as the
/// kept one and another, or smaller though signed after `last_heard` (the county's time when the kept one came), or larger and
/// not proved to go on from it; and no recovery note says why. The answer's signature was checked before.
std::optional<HeadAlarm> contradiction(const Answer& answer, const CountyKeys& county, const OwnSide& own, TimePoint last_heard);

} // namespace lianxin
