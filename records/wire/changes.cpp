// Changes as a signed CBOR map; each change is a map that names its kind.
#include "records/wire/changes.h"

#include "records/base/cbor.h"
#include "records/wire/signed_message.h"
#include "records/wire/strict.h"

namespace lianxin {
namespace {

constexpr std::string_view changes_context = "LX1 changes";
constexpr std::string_view update_context = "LX1 update";
constexpr std::string_view update_kind = "update";

Value to_value(const UpdateChange& update) {
    return Value::Map{
        {"kind", update_kind},       {"cursor", update.cursor},       {"tag", update.tag},
        {"sealed", update.sealed},   {"signature", update.signature},
    };
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
        if (strict.text(change.find("kind"), 64) != update_kind) {
            ++changes.passed_over;
            continue;
        }
        changes.updates.push_back(read_update(strict, change));
        // Several updates may share a cursor: one case reaches a receipt under two tags.
        strict.expect(changes.updates.back().cursor >= last && changes.updates.back().cursor > changes.after);
        last = changes.updates.back().cursor;
    }
    strict.expect(changes.cursor >= last);
    return changes;
}

} // namespace

Bytes encode_changes(const Changes& changes, const SigningKey& county) {
    Value::Array updates;
    for (const UpdateChange& update : changes.updates) updates.push_back(to_value(update));
    Value map(Value::Map{
        {"v", 1},
        {"after", changes.after},
        {"cursor", changes.cursor},
        {"more", changes.more},
        {"time", to_milliseconds(changes.time)},
        {"changes", std::move(updates)},
    });
    if (!changes.kiosk.empty()) map.set("kiosk", changes.kiosk);
    if (changes.recovery > 0) map.set("recovery", changes.recovery);
    return sign_message(changes_context, to_cbor(map), county);
}

std::size_t change_size(const UpdateChange& update) { return to_cbor(to_value(update)).size(); }

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
    return changes;
}

Signature sign_update(const ByteArray<16>& tag, ByteView sealed, const SigningKey& county) {
    return county.sign(update_message(tag, sealed));
}

bool verify_update(const ByteArray<16>& tag, ByteView sealed, const Signature& signature, const PublicKey& county) {
    return verify(county, update_message(tag, sealed), signature);
}

} // namespace lianxin
