// Entries of the county's log that both ends must be able to write down alike.
#pragma once

#include "records/base/clock.h"
#include "records/base/id.h"

#include <string>

namespace lianxin {

/// A record of a kiosk that came into the county's hands.
struct Submission {
    std::string kiosk;
    std::uint32_t epoch = 0;
    std::uint64_t sequence = 0;
    Uuid record;
    Hash leaf{};     ///< RFC 6962 leaf hash of the record's header
    TimePoint taken; ///< the county's clock
};

/// The entry of the log; its leaf hash (merkle.h) is what the log's tree is made of.
Bytes log_entry(const Submission& submission);

} // namespace lianxin
