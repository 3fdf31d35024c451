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
    bool misnamed = false; ///< or with this: a held body is not the one its newest header names, but an older header's
};

/// Afterwards every ledger row after the settled ones is signed by `kiosk`, chained, and its body whole, or it is
/// counted in recovery.lost. `now` stamps the name of a damaged database that is put aside. Errors: as Outbox::open.
Result<MendedOutbox> open_mended(const OutboxOptions& options, const PublicKey& kiosk, TimePoint now);

/// Whether every row that is not checked for good is what its header says, follows the one before it, and has its body whole unless
/// that is settled; the last is signed by `kiosk`. Errors: Corrupt (it is not), Unsupported, Storage.
Result<void> check_unsettled(Database& database, const PublicKey& kiosk);

} // namespace lianxin
