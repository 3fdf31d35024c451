// Fetching the updates of single receipts that were shown at the kiosk and are not, or not wholly, here.
#pragma once

#include "records/pack/county_keys.h"
#include "records/store/shown_receipts.h"
#include "sync/county_link.h"

#include <map>

namespace lianxin {

class Lookup {
  public:
    /// `outbox` is the kiosk's folder. `clock` outlives the lookup.
    Lookup(Path outbox, const Clock& clock) : outbox_(std::move(outbox)), clock_(clock) {}

    /// Asks the county for each receipt that the kiosk wants looked up and that was not asked for since; one that was stays on the
    /// list and is asked for again after some hours. Errors: those of the link (the rest waits for the next round), Storage, NoSpace,
    /// those of parse_found.
    Result<void> run(CountyLink& link, const PublicKey& county, Inbox& inbox);

  private:
    struct Asked {
        TimePoint wished;          ///< as the kiosk wrote it
        Milliseconds asked{0};     ///< monotonic
    };
    bool is_due(const AskedReceipt& wish) const;
    Result<void> fetch(CountyLink& link, const PublicKey& county, Inbox& inbox, const ByteArray<16>& tag) const;

    Path outbox_;
    const Clock& clock_;
    std::map<ByteArray<16>, Asked> asked_; ///< of the tags on the kiosk's list alone
};

/// The updates that may go now by the rule: those of receipts whose answer was read at least a week ago. `certain` is a moment that has
/// passed for sure.
std::vector<ReadMark> read_long_ago(const std::vector<ReadReceipt>& read, TimePoint certain);

} // namespace lianxin
