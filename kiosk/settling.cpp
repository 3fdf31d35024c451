// Divergence first: a new epoch has nothing delivered yet.
#include "kiosk/settling.h"

#include "records/base/log.h"

namespace lianxin {

Result<void> settle(Outbox& outbox, const InboxReader& inbox, TimePoint now) {
    const auto proved = inbox.proved(outbox.epoch());
    if (!proved) {
        log(Priority::Error, "no body is dropped: what the county took and what it refused cannot be read", proved.error());
        return {};
    }
    if (proved->divergence) {
        // The county holds another chain under our name (its backup was restored, or this disk was): what is held goes again.
        log(Priority::Warning, "the county's head differs from ours at " + std::to_string(proved->divergence->sequence) + "; a new epoch begins");
        if (auto begun = outbox.begin_epoch("the county held another head"); !begun) return std::move(begun).error().in("beginning an epoch");
        return {};
    }
    const Delivery& delivery = proved->delivery;
    if (delivery.delivered_through == 0) return {};
    const auto dropped = outbox.settle(delivery.epoch, delivery.delivered_through, delivery.durable_through, now, keep_sealed, proved->kept_aside);
    if (!dropped) return dropped.error().in("settling the outbox");
    return {};
}

} // namespace lianxin
