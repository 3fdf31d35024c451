// Announcing: a public matter is signed, noted in the log, and put on the way to the kiosks it is for.
#include "county/desk.h"

#include "county/public_items.h"
#include "records/base/cbor.h"
#include "records/model/strict_table.h"
#include "records/seal/hash.h"

#include <algorithm>

namespace lianxin {

namespace {

Audience merged(Audience before, const Audience& added) {
    if (before.empty() || added.empty()) return {}; // one of them is the whole county
    for (const std::string& word : added)
        if (std::find(before.begin(), before.end(), word) == before.end()) before.push_back(word);
    return before;
}

Result<void> enter_item(Book& book, PublicItem item, Audience audience, const SigningKey& answers) {
    const auto before = book.store.item(item.kind, item.id);
    if (!before) return before.error();
    if (*before) {
        item.version = (*before)->version + 1;
        audience = merged((*before)->audience, audience);
    }
    const ItemChange change = signed_item(item, answers);
    const auto logged = book.log.append_event(book.store, item.is_withdrawn() ? "withdraw" : "announce",
                                              {{"kind", item.kind},
                                               {"id", item.id},
                                               {"version", item.version},
                                               {"digest", sha256(change.document)},
                                               {"reason", item.withdrawn},
                                               {"at", static_cast<std::int64_t>(item.made.time_since_epoch().count())}});
    if (!logged) return logged.error();
    const PublicItemRow row{item.kind, item.id, item.version, std::move(audience), change.document, change.signature, *logged};
    if (auto put = book.store.put(row); !put) return put;
    return send_down(book.store, row);
}

} // namespace

Result<std::uint64_t> Desk::announce(PublicItem item, Audience audience) {
    if (!is_name(item.id)) return Error{ErrorCode::Invalid, "--id is of small letters, digits and hyphens", {}};
    if (auto good = check_content(item); !good) return std::move(good).error();
    if (item.content.empty()) return Error{ErrorCode::Invalid, "there is nothing in it", {}};
    return send_down(std::move(item), std::move(audience));
}

Result<std::uint64_t> Desk::withdraw(std::string_view kind, std::string_view id, std::string_view reason) {
    const auto reader = readers_->borrow();
    if (!reader) return reader.error();
    const auto row = (*reader)->item(kind, id);
    if (!row) return row.error();
    if (!*row) return Error{ErrorCode::NotFound, "nothing was announced as " + std::string(kind) + " " + std::string(id), {}};
    const auto value = parse_cbor((*row)->document);
    const auto before = value ? public_item_from(*value) : Result<PublicItem>(value.error());
    if (!before) return before.error();
    if (before->is_withdrawn()) return Error{ErrorCode::Conflict, "it has been withdrawn already", {}};
    PublicItem item{std::string(kind), std::string(id), 1, {}, "", std::string(reason)};
    return send_down(std::move(item), (*row)->audience);
}

Result<std::uint64_t> Desk::send_down(PublicItem item, Audience audience) {
    item.made = clock_->wall();
    for (const std::string& word : audience)
        if (const auto township = township_id_of(word); township && word.substr(0, 6) != settings_->county)
            return Error{ErrorCode::Invalid, "township " + word + " is not of county " + settings_->county, {}};
    const auto entered = writer_->perform([&](Book& book) { return enter_item(book, item, audience, *answers_); });
    if (!entered) return entered.error();
    const auto reader = readers_->borrow();
    if (!reader) return reader.error();
    const auto row = (*reader)->item(item.kind, item.id);
    if (!row) return row.error();
    return *row ? (*row)->version : 0;
}

} // namespace lianxin
