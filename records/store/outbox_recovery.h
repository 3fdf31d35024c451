// Opening outbox.db beside outbox.log: what one copy has lost is taken from the other, and what both lost is named.
#pragma once

#include "records/store/database.h"
#include "records/store/outbox.h"
#include "records/store/outbox_log.h"

namespace lianxin {

struct MendedOutbox {
    OutboxLog log;
    Database database;
    Recovery recovery; ///< with lost > 0 the caller begins a new epoch before anything is appended
};

/// Afterwards every ledger row after the settled ones is signed by `kiosk`, chained, and its body whole, or it is
/// counted in recovery.lost. `now` stamps the name of a damaged database that is put aside. Errors: as Outbox::open.
Result<MendedOutbox> open_mended(const OutboxOptions& options, const PublicKey& kiosk, TimePoint now);

} // namespace lianxin
