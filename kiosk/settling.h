// What the kiosk does with the county's proofs: begins a new epoch after a divergence, drops bodies that are safe elsewhere.
#pragma once

#include "records/store/inbox.h"
#include "records/store/outbox.h"

namespace lianxin {

/// A sealed body stays this long after the county has it safe.
constexpr std::chrono::hours keep_sealed{30 * 24};

/// Brings the outbox up to what the inbox has learned; where that cannot be read, everything stays and requests are taken as always. Errors: Storage, NoSpace,
/// Corrupt (of the outbox); it must then be opened anew.
Result<void> settle(Outbox& outbox, const InboxReader& inbox, TimePoint now);

} // namespace lianxin
