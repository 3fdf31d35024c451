// Cursors are given inside the writer's transaction, so a reader never sees a later one before an earlier one.
#include "county/public_items.h"

#include "county/warnings.h"
#include "records/wire/routes.h"

#include <algorithm>
#include <set>

namespace lianxin {

namespace {

Result<void> send_down_to(Store& store, const PublicItemRow& item, TownshipId township, std::string_view kiosk) {
    const auto last = store.last_cursor(township);
    if (!last) return last.error();
    return store.send_down(township, *last + 1, item, kiosk);
}

Result<void> send_down_to_all(Store& store, const PublicItemRow& item) {
    const auto kiosks = store.kiosks();
    if (!kiosks) return kiosks.error();
    std::set<TownshipId> townships;
    for (const EnrolledKiosk& kiosk : *kiosks) townships.insert(kiosk.key.township);
    for (const TownshipId township : townships)
        if (auto sent = send_down_to(store, item, township, ""); !sent) return sent;
    return {};
}

} // namespace

Result<void> send_down(Store& store, const PublicItemRow& item) {
    if (item.audience.empty()) return send_down_to_all(store, item);
    for (const std::string& word : item.audience) {
        if (const auto township = township_id_of(word)) {
            if (auto sent = send_down_to(store, item, *township, ""); !sent) return sent;
            continue;
        }
        const auto kiosk = store.kiosk(word);
        if (!kiosk) return kiosk.error();
        if (!*kiosk) return Error{ErrorCode::NotFound, "there is no kiosk and no township '" + word + "'", {}};
        if (auto sent = send_down_to(store, item, (*kiosk)->key.township, word); !sent) return sent;
    }
    return {};
}

Result<void> send_down_everything(Store& store, const EnrolledKiosk& first) {
    const TownshipId township = first.key.township;
    const auto items = store.items();
    if (!items) return items.error();
    for (const PublicItemRow& item : *items) {
        if (!item.audience.empty() || is_long_over(item, first.township, first.enrolled)) continue;
        const auto sent = store.is_sent_down(township, item);
        if (!sent) return sent.error();
        if (*sent) continue;
        if (auto done = send_down_to(store, item, township, ""); !done) return done;
    }
    return {};
}

Result<Changes> changes_after(Store& store, const KioskKey& kiosk, std::uint64_t after, TimePoint since) {
    // Asked for first: what comes meanwhile lies above it and is told the next time.
    const auto last = store.last_cursor(kiosk.township);
    if (!last) return last.error();
    auto updates = store.updates_after(kiosk.township, after, since, most_changes + 1);
    if (!updates) return updates.error();
    auto items = store.items_after(kiosk, after, most_changes + 1);
    if (!items) return items.error();
    Changes changes;
    changes.after = changes.cursor = after;
    std::size_t size = 1024; // what stands around the changes
    auto update = updates->begin();
    auto item = items->begin();
    while (update != updates->end() || item != items->end()) {
        const bool is_update = item == items->end() || (update != updates->end() && update->cursor < item->cursor);
        size += is_update ? change_size(*update) : change_size(*item);
        if (changes.updates.size() + changes.items.size() == most_changes || size > routes::largest_changes) {
            changes.more = true;
            return changes;
        }
        changes.cursor = is_update ? update->cursor : item->cursor;
        if (is_update) changes.updates.push_back(std::move(*update++));
        else changes.items.push_back(std::move(*item++));
    }
    // What is too old to be sent, or for another kiosk, is not looked through again.
    changes.cursor = std::max(changes.cursor, *last);
    return changes;
}

} // namespace lianxin
