// Divergence first: a new epoch has nothing delivered yet.
#include "kiosk/settling.h"

#include "records/base/log.h"

namespace lianxin {

Result<void> settle(Outbox& outbox, const InboxReader& inbox, TimePoint now) {
    if (const auto divergence = inbox.divergence(outbox.epoch())) {
        // The county holds another chain under our name (its backup was restored, or this disk was): what is held goes again.
        log(Priority::Warning, "the county's head differs from ours at " + std::to_string(divergence->sequence) + "; a new epoch begins");
        if (auto begun = outbox.begin_epoch("the county held another head"); !begun) return std::move(begun).error().in("beginning an epoch");
    }
    const Delivery delivery = inbox.delivery(outbox.epoch());
    if (delivery.delivered_through == 0) return {};
    const auto dropped = outbox.settle(delivery.epoch, delivery.delivered_through, delivery.durable_through, now, keep_sealed, inbox.kept_aside());
    if (!dropped) return dropped.error().in("settling the outbox");
    return {};
}

} // namespace lianxin
