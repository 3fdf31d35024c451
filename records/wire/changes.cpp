// Changes as a signed CBOR map; each change is a map that names its kind.
#include "records/wire/changes.h"

#include "records/base/cbor.h"
#include "records/wire/signed_message.h"
#include "records/wire/strict.h"

namespace lianxin {
namespace {

constexpr std::string_view changes_context = "LX1 changes";
constexpr std::string_view update_context = "LX1 update";
constexpr std::string_view item_context = "LX1 item";
constexpr std::string_view found_context = "LX1 updates";
constexpr std::string_view update_kind = "update";
constexpr std::string_view public_item_kind = "item";

Value to_value(const UpdateChange& update) {
    return Value::Map{
        {"kind", update_kind},       {"cursor", update.cursor},       {"tag", update.tag},
        {"sealed", update.sealed},   {"signature", update.signature},
    };
}

Value to_value(const ItemChange& item) {
    return Value::Map{{"kind", public_item_kind}, {"cursor", item.cursor}, {"item", item.document}, {"signature", item.signature}};
}

Bytes update_message(const ByteArray<16>& tag, ByteView sealed) {
    Bytes message = in_context(update_context, tag);
    append(message, sealed);
    return message;
}

UpdateChange read_update(Strict& strict, const Value& map) {
    UpdateChange update;
    update.cursor = strict.number(map.find("cursor"));
    update.tag = strict.fixed<16>(map.find("tag"));
    update.sealed = strict.bytes(map.find("sealed"), largest_update);
    update.signature = strict.fixed<64>(map.find("signature"));
    return update;
}

ItemChange read_item(Strict& strict, const Value& map) {
    ItemChange item;
    item.cursor = strict.number(map.find("cursor"));
    item.document = strict.bytes(map.find("item"), largest_item_document);
    item.signature = strict.fixed<64>(map.find("signature"));
    return item;
}

Changes read(Strict& strict, const Value& map) {
    Changes changes;
    // Left out by counties that only know the network.
    if (const Value* kiosk = map.find("kiosk")) changes.kiosk = strict.text(kiosk, 32);
    changes.after = strict.number(map.find("after"));
    changes.cursor = strict.number(map.find("cursor"));
    changes.more = strict.flag(map.find("more"));
    changes.time = strict.time(map.find("time"));
    if (const Value* recovery = map.find("recovery")) changes.recovery = strict.number(recovery);
    std::uint64_t last = changes.after;
    for (const Value& change : strict.array(map.find("changes"), most_changes)) {
        const std::string kind = strict.text(change.find("kind"), 64);
        std::uint64_t cursor = 0;
        if (kind == update_kind) {
            cursor = changes.updates.emplace_back(read_update(strict, change)).cursor;
        } else if (kind == public_item_kind) {
            cursor = changes.items.emplace_back(read_item(strict, change)).cursor;
        } else {
            ++changes.passed_over;
            continue;
        }
        // Several updates may share a cursor: one case reaches a receipt under two tags.
        strict.expect(cursor >= last && cursor > changes.after);
        last = cursor;
    }
    strict.expect(changes.cursor >= last);
    return changes;
}

} // namespace

Bytes encode_changes(const Changes& changes, const SigningKey& county) {
    Value::Array all;
    auto item = changes.items.begin();
    const auto add_items_before = [&](std::uint64_t cursor) {
        for (; item != changes.items.end() && item->cursor < cursor; ++item) all.push_back(to_value(*item));
    };
    for (const UpdateChange& update : changes.updates) {
        add_items_before(update.cursor);
        all.push_back(to_value(update));
    }
    add_items_before(UINT64_MAX);
    Value map(Value::Map{
        {"v", 1},
        {"after", changes.after},
        {"cursor", changes.cursor},
        {"more", changes.more},
        {"time", to_milliseconds(changes.time)},
        {"changes", std::move(all)},
    });
    if (!changes.kiosk.empty()) map.set("kiosk", changes.kiosk);
    if (changes.recovery > 0) map.set("recovery", changes.recovery);
    return sign_message(changes_context, to_cbor(map), county);
}

std::size_t change_size(const UpdateChange& update) { return to_cbor(to_value(update)).size(); }
std::size_t change_size(const ItemChange& item) { return to_cbor(to_value(item)).size(); }

Result<Changes> parse_changes(ByteView bytes, const PublicKey& county) {
    const auto body = open_message(changes_context, bytes, county);
    if (!body) return body.error().in("reading changes");
    const auto map = parse_cbor(*body);
    if (!map) return map.error().in("reading changes");
    if (map->integer_or("v", 0) != 1) return Error{ErrorCode::Unsupported, "changes of another version", {}};
    Strict strict;
    Changes changes = read(strict, *map);
    if (auto whole = strict.finish("changes"); !whole) return std::move(whole).error();
    for (const UpdateChange& update : changes.updates)
        if (!verify_update(update.tag, update.sealed, update.signature, county))
            return Error{ErrorCode::Untrusted, "an update is not signed by the county", {}};
    std::vector<ItemChange> readable;
    for (ItemChange& change : changes.items) {
        auto item = open_item(change.document, change.signature, county);
        if (!item && item.error().code != ErrorCode::Unsupported) return std::move(item).error().in("reading changes");
        // What a newer county says in a newer format must not hold up the rest.
        if (!item) {
            ++changes.passed_over;
            continue;
        }
        change.item = std::move(*item);
        readable.push_back(std::move(change));
    }
    changes.items = std::move(readable);
    return changes;
}

Bytes encode_found(const FoundUpdates& found, const SigningKey& county) {
    Value::Array updates;
    for (const UpdateChange& update : found.updates) updates.push_back(to_value(update));
    const Value map(Value::Map{{"v", 1}, {"tag", found.tag}, {"time", to_milliseconds(found.time)}, {"updates", std::move(updates)}});
    return sign_message(found_context, to_cbor(map), county);
}

Result<FoundUpdates> parse_found(ByteView bytes, const PublicKey& county) {
    const auto body = open_message(found_context, bytes, county);
    if (!body) return body.error().in("reading found updates");
    const auto map = parse_cbor(*body);
    if (!map) return map.error().in("reading found updates");
    if (map->integer_or("v", 0) != 1) return Error{ErrorCode::Unsupported, "found updates of another version", {}};
    Strict strict;
    FoundUpdates found;
    found.tag = strict.fixed<16>(map->find("tag"));
    found.time = strict.time(map->find("time"));
    for (const Value& value : strict.array(map->find("updates"), most_found)) {
        found.updates.push_back(read_update(strict, value));
        strict.expect(found.updates.back().tag == found.tag);
    }
    if (auto whole = strict.finish("found updates"); !whole) return std::move(whole).error();
    for (const UpdateChange& update : found.updates)
        if (!verify_update(update.tag, update.sealed, update.signature, county))
            return Error{ErrorCode::Untrusted, "an update is not signed by the county", {}};
    return found;
}

Signature sign_update(const ByteArray<16>& tag, ByteView sealed, const SigningKey& county) {
    return county.sign(update_message(tag, sealed));
}

bool verify_update(const ByteArray<16>& tag, ByteView sealed, const Signature& signature, const PublicKey& county) {
    return verify(county, update_message(tag, sealed), signature);
}

ItemChange signed_item(PublicItem item, const SigningKey& county) {
    ItemChange change;
    change.document = to_cbor(lianxin::to_value(item));
    change.signature = county.sign(in_context(item_context, change.document));
    change.item = std::move(item);
    return change;
}

Result<PublicItem> open_item(ByteView document, const Signature& signature, const PublicKey& county) {
    if (!verify(county, in_context(item_context, document), signature))
        return Error{ErrorCode::Untrusted, "a public item is not signed by the county", {}};
    const auto value = parse_cbor(document);
    if (!value) return value.error().in("reading a public item");
    return public_item_from(*value);
}

} // namespace lianxin
