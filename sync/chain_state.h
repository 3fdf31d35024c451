// How one chain of the kiosk is, from its outbox and its inbox: the one place where what waits is counted.
#pragma once

#include "records/store/inbox.h"
#include "records/store/outbox.h"

namespace lianxin {

struct ChainState {
    std::uint32_t epoch = 0;     ///< 0 while nothing was handed in
    std::uint64_t handed_in = 0; ///< last sequence of that epoch
    std::uint64_t delivered = 0; ///< delivered through
    WaitingRecords waiting;      ///< what lies behind
    std::uint64_t refused = 0;   ///< records the county would not take
    bool diverged = false;       ///< the county holds another chain under this name
    std::vector<HeadAlarm> alarms; ///< heads of the county's log that contradict each other, not explained yet
};

/// `kept` is nullptr while the county told nothing of this chain. Where no outbox is, nothing waits.
ChainState state_of(const Path& outbox, const InboxReader* kept);

} // namespace lianxin
