// Changes from the county as the inbox keeps them, whatever road they came by.
#pragma once

#include "records/store/inbox.h"
#include "records/wire/changes.h"

namespace lianxin {

inline SealedUpdate kept_update(const UpdateChange& update, TimePoint time) {
    return {update.tag, update.sealed, Bytes(update.signature.begin(), update.signature.end()), update.cursor, time};
}

/// Those behind a cursor.
inline std::vector<SealedUpdate> updates_of(const Changes& changes, std::uint64_t after = 0) {
    std::vector<SealedUpdate> updates;
    for (const UpdateChange& update : changes.updates)
        if (update.cursor > after) updates.push_back(kept_update(update, changes.time));
    return updates;
}

inline std::vector<SignedItem> items_of(const Changes& changes) {
    std::vector<SignedItem> items;
    for (const ItemChange& item : changes.items) items.push_back({item.item, item.document, Bytes(item.signature.begin(), item.signature.end()), changes.time});
    return items;
}

} // namespace lianxin
