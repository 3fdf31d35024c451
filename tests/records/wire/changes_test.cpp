// Changes: bounded, signed as a whole and piece by piece, and open to kinds that come later.
#include "records/base/cbor.h"
#include "records/wire/signed_message.h"
#include "tests/records/wire/samples.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

const PublicKey county = samples::county_key().public_key();

Value body_of(const Changes& changes) {
    return *parse_cbor(*open_message("LX1 changes", encode_changes(changes, samples::county_key()), county));
}

Result<Changes> parse_body(const Value& body) {
    return parse_changes(sign_message("LX1 changes", to_cbor(body), samples::county_key()), county);
}

} // namespace

TEST_CASE("changes come out as they went in", "[wire]") {
    const Changes sent = samples::changes();
    const auto changes = parse_changes(encode_changes(sent, samples::county_key()), county);
    REQUIRE(changes);
    CHECK(changes->after == sent.after);
    CHECK(changes->cursor == sent.cursor);
    CHECK(changes->more);
    CHECK(changes->time == sent.time);
    CHECK(changes->updates == sent.updates);
    CHECK(changes->passed_over == 0);
}

TEST_CASE("a change of a kind that is not known yet is passed over", "[wire][wire.later]") {
    Value body = body_of(samples::changes());
    Value::Array list = *body.array_at("changes");
    list.insert(list.begin(), Value::Map{{"kind", "roster"}, {"cursor", 11}, {"names", Value::Array{}}});
    body.set("changes", list);
    const auto changes = parse_body(body);
    REQUIRE(changes);
    CHECK(changes->passed_over == 1);
    CHECK(changes->updates.size() == 3);
}

TEST_CASE("an update whose own signature does not hold spoils the whole", "[wire][wire.signed]") {
    Changes changes = samples::changes();
    changes.updates[1].sealed[0] ^= 1;
    CHECK(parse_changes(encode_changes(changes, samples::county_key()), county).error().code == ErrorCode::Untrusted);
}

TEST_CASE("an update under another tag than it was signed for is noticed", "[wire][wire.signed]") {
    const UpdateChange update = samples::changes().updates[0];
    CHECK(verify_update(update.tag, update.sealed, update.signature, county));
    auto tag = update.tag;
    tag[3] ^= 1;
    CHECK_FALSE(verify_update(tag, update.sealed, update.signature, county));
}

TEST_CASE("cursors that run back or beyond the end are refused", "[wire]") {
    const auto with = [](std::uint64_t first, std::uint64_t second, std::uint64_t end) {
        Changes changes = samples::changes();
        changes.updates.resize(2);
        changes.updates[0].cursor = first;
        changes.updates[1].cursor = second;
        changes.cursor = end;
        return parse_changes(encode_changes(changes, samples::county_key()), county);
    };
    CHECK(with(11, 12, 12));
    CHECK(with(11, 11, 12));
    CHECK_FALSE(with(12, 11, 12));
    CHECK_FALSE(with(10, 12, 12));
    CHECK_FALSE(with(11, 13, 12));
    CHECK_FALSE(with(11, 12, 9));
}

TEST_CASE("no byte of changes can be changed or cut off", "[wire][wire.signed]") {
    const Bytes message = encode_changes(samples::changes(), samples::county_key());
    for (std::size_t at = 0; at < message.size(); ++at) {
        Bytes changed = message;
        changed[at] ^= 0x01;
        CHECK_FALSE(parse_changes(changed, county));
        CHECK_FALSE(parse_changes(ByteView(message).first(at), county));
    }
}

TEST_CASE("the size of an update is known before it is packed", "[wire]") {
    Changes changes = samples::changes();
    const std::size_t three = encode_changes(changes, samples::county_key()).size();
    const std::size_t last = change_size(changes.updates.back());
    changes.updates.pop_back();
    CHECK(encode_changes(changes, samples::county_key()).size() == three - last);
}

TEST_CASE("an update that is too large is refused", "[wire]") {
    Changes changes = samples::changes();
    changes.updates[0].sealed.resize(largest_update + 1);
    CHECK(parse_changes(encode_changes(changes, samples::county_key()), county).error().code == ErrorCode::Corrupt);
}

namespace {

Changes with_items() {
    Changes changes = samples::changes();
    for (const std::uint64_t cursor : {std::uint64_t{11}, std::uint64_t{14}}) {
        ItemChange change = signed_item({"board", "lamp-" + std::to_string(cursor), cursor, samples::noon, "title = \"路灯\"", ""}, samples::county_key());
        change.cursor = cursor;
        changes.items.push_back(std::move(change));
    }
    return changes;
}

} // namespace

TEST_CASE("public items travel among the updates, each under its own signature", "[wire]") {
    const Changes changes = with_items();
    const auto read = parse_changes(encode_changes(changes, samples::county_key()), county);
    REQUIRE(read);
    CHECK(read->updates == changes.updates);
    CHECK(read->items == changes.items);
    std::size_t sizes = 0;
    for (const ItemChange& item : changes.items) sizes += change_size(item);
    Changes without = changes;
    without.items.clear();
    CHECK(encode_changes(changes, samples::county_key()).size() == encode_changes(without, samples::county_key()).size() + sizes);
}

TEST_CASE("a public item that the county did not sign is not taken", "[wire][wire.signed]") {
    Changes changes = with_items();
    changes.items[1].document.back() ^= 1;
    CHECK(parse_changes(encode_changes(changes, samples::county_key()), county).error().code == ErrorCode::Untrusted);
    changes = with_items();
    changes.items[0].signature[3] ^= 1;
    CHECK(parse_changes(encode_changes(changes, samples::county_key()), county).error().code == ErrorCode::Untrusted);
}

TEST_CASE("a public item of a later format is passed over, the others are taken", "[wire]") {
    Changes changes = with_items();
    Value later = to_value(changes.items[0].item);
    later.set("v", 2);
    changes.items[0].document = to_cbor(later);
    Bytes message = copy_of(bytes_of("LX1 item"));
    append(message, changes.items[0].document);
    changes.items[0].signature = samples::county_key().sign(message);
    const auto read = parse_changes(encode_changes(changes, samples::county_key()), county);
    REQUIRE(read);
    CHECK(read->passed_over == 1);
    REQUIRE(read->items.size() == 1);
    CHECK(read->items[0].item.id == "lamp-14");
}
