// The audit: everything the county holds, held against every signature, hash, chain and the log.
#pragma once

#include "county/store.h"

namespace lianxin {

struct Audit {
    std::uint64_t records = 0, bodies = 0, events = 0, quarantined = 0;
    std::vector<std::string> faults; ///< one sentence each; empty when all is well
};

/// `log_key` and `origin` are those of the county's log. Errors: the store cannot be read at all.
Result<Audit> audit(Store& store, const std::string& origin, const PublicKey& log_key);

} // namespace lianxin
