// One exchange for each tag; nothing else of the receipt leaves the hall.
#include "sync/lookup.h"

#include "records/wire/routes.h"
#include "sync/changes_in.h"

namespace lianxin {
namespace {

constexpr std::chrono::hours ask_again{6};
constexpr std::chrono::days kept_after_reading{7};

} // namespace

bool Lookup::is_due(const AskedReceipt& wish) const {
    const auto known = asked_.find(wish.tag);
    return known == asked_.end() || known->second.wished != wish.at || clock_.monotonic() - known->second.asked >= ask_again;
}

Result<void> Lookup::fetch(CountyLink& link, const PublicKey& county, Inbox& inbox, const ByteArray<16>& tag) const {
    const auto content = link.get(routes::updates, std::string(routes::tag) + "=" + to_hex(tag), routes::largest_updates);
    if (!content) return content.error();
    const auto found = parse_found(*content, county);
    if (!found) return found.error();
    if (found->tag != tag) return Error{ErrorCode::Corrupt, "the updates are of another receipt", {}};
    std::vector<SealedUpdate> updates;
    for (const UpdateChange& update : found->updates) updates.push_back(kept_update(update, found->time));
    if (updates.empty()) return {};
    return inbox.record_updates(updates, 0); // the cursor of our own township stays where it is
}

Result<void> Lookup::run(CountyLink& link, const PublicKey& county, Inbox& inbox) {
    const auto wishes = read_asked(outbox_);
    if (!wishes) return wishes.error();
    std::map<ByteArray<16>, Asked> still;
    for (const AskedReceipt& wish : *wishes)
        if (const auto known = asked_.find(wish.tag); known != asked_.end()) still.insert(*known);
    asked_ = std::move(still);
    for (const AskedReceipt& wish : *wishes) {
        if (!is_due(wish)) continue;
        if (auto fetched = fetch(link, county, inbox, wish.tag); !fetched) return std::move(fetched).error().in("looking up a receipt");
        asked_[wish.tag] = {wish.at, clock_.monotonic()};
    }
    return {};
}

std::vector<ReadMark> read_long_ago(const std::vector<ReadReceipt>& read, TimePoint certain) {
    std::vector<ReadMark> marks;
    for (const ReadReceipt& one : read)
        if (end_in_china(one.day) + kept_after_reading <= certain) marks.push_back(one.mark);
    return marks;
}

} // namespace lianxin
