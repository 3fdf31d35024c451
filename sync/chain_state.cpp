// Counting what waits.
#include "sync/chain_state.h"

#include "records/store/logged.h"

#include <algorithm>

namespace lianxin {

ChainState state_of(const Path& outbox_folder, const InboxReader* kept) {
    ChainState state;
    if (kept) {
        state.refused = logged_or(kept->refused(), {}, "counting what was refused").size();
        state.alarms = kept->alarms();
    }
    const auto outbox = OutboxReader::open(outbox_folder);
    if (!outbox) return state;
    state.epoch = outbox->epoch();
    state.handed_in = outbox->last_sequence(state.epoch);
    // Where the inbox was lost, the outbox still knows of what bodies it let go.
    const std::uint64_t proved = kept ? kept->delivery(state.epoch).delivered_through : 0;
    state.delivered = std::min(state.handed_in, std::max(proved, outbox->settled_through(state.epoch)));
    state.waiting = outbox->waiting(state.epoch, state.delivered);
    state.diverged = kept && kept->divergence(state.epoch).has_value();
    return state;
}

} // namespace lianxin
