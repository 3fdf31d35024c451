// Announcing: a public matter is signed, noted in the log, and put on the way to the kiosks it is for.
#include "county/desk.h"

#include "county/public_items.h"
#include "county/warnings.h"
#include "records/base/cbor.h"
#include "records/model/strict_table.h"
#include "records/seal/hash.h"

namespace lianxin {

namespace {

/// Whoever was told of a warning must hear that it changed or is over.
Result<Audience> audience_for(Store& store, const PublicItem& item, Audience audience) {
    if (item.kind != item_kind::alert || item.is_withdrawn()) return audience;
    const auto alert = parse_alert(item.content);
    if (!alert) return alert.error();
    return with_those_who_heard(store, *alert, std::move(audience));
}

Result<void> enter_item(Book& book, PublicItem item, Audience audience, const SigningKey& answers) {
    const auto before = book.store.item(item.kind, item.id);
    if (!before) return before.error();
    if (*before) {
        item.version = (*before)->version + 1;
        audience = merged((*before)->audience, audience);
    }
    auto whole = audience_for(book.store, item, std::move(audience));
    if (!whole) return std::move(whole).error();
    const ItemChange change = signed_item(item, answers);
    const auto logged = book.log.append_event(book.store, item.is_withdrawn() ? "withdraw" : "announce",
                                              {{"kind", item.kind},
                                               {"id", item.id},
                                               {"version", item.version},
                                               {"digest", sha256(change.document)},
                                               {"reason", item.withdrawn},
                                               {"at", static_cast<std::int64_t>(item.made.time_since_epoch().count())}});
    if (!logged) return logged.error();
    const PublicItemRow row{item.kind, item.id, item.version, std::move(*whole), change.document, change.signature, *logged};
    if (auto put = book.store.put(row); !put) return put;
    return send_down(book.store, row);
}

} // namespace

Result<std::uint64_t> Desk::announce(PublicItem item, Audience audience) {
    if (!is_name(item.id)) return Error{ErrorCode::Invalid, "--id is of small letters, digits and hyphens", {}};
    if (auto good = check_content(item); !good) return std::move(good).error();
    if (item.content.empty()) return Error{ErrorCode::Invalid, "there is nothing in it", {}};
    if (item.kind == item_kind::alert)
        if (auto good = check_warning(*parse_alert(item.content, settings_->county), settings_->county, clock_->wall()); !good) return std::move(good).error();
    return send_down(std::move(item), std::move(audience));
}

Result<Value> Desk::perform_announcement(const Value& order) {
    PublicItem item{order.text_or("kind", ""), order.text_or("id", ""), 1, {}, order.text_or("content", ""), ""};
    if (item.kind == item_kind::alert && item.id.empty()) {
        const auto alert = parse_alert(item.content);
        if (!alert) return alert.error();
        item.id = item_name_of(*alert);
    }
    const std::string name = item.kind + " " + item.id, kind = item.kind, content = item.content;
    const auto version = announce(std::move(item), audience_of(order.text_or("audience", "")));
    if (!version) return version.error();
    Value answer = Value::Map{{"item", name}, {"kind", kind}, {"version", *version}};
    if (const auto alert = kind == item_kind::alert ? parse_alert(content) : Result<Alert>(Alert()); alert && !alert->references.empty()) {
        // Only a hint: when it cannot be counted the warning is announced all the same.
        const auto reader = readers_->borrow();
        const auto ended = reader ? count_ended(**reader, *alert) : Result<std::uint64_t>(reader.error());
        if (ended) answer.set("ends", *ended);
    }
    return answer;
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
