// The inbox: what the county said is kept, and marks never fall.
#include "records/store/inbox.h"

#include "records/base/cbor.h"
#include "tests/records/store/hall.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::hall;

namespace {

TimePoint at(std::int64_t seconds) {
    return TimePoint(Milliseconds(seconds * 1000));
}

} // namespace

TEST_CASE("an inbox that was not made yet says so") {
    Folder folder;
    CHECK(InboxReader::open(folder.path).error().code == ErrorCode::NotFound);
    {
        auto inbox = Inbox::open(folder.path);
        REQUIRE(inbox);
        CHECK(Inbox::open(folder.path).error().code == ErrorCode::Unavailable);
    }
    auto reader = InboxReader::open(folder.path);
    REQUIRE(reader);
    CHECK(reader->cursor() == 0);
    CHECK(reader->delivery(1).delivered_through == 0);
    CHECK_FALSE(reader->contact().last_success);
    CHECK(reader->known_log()->checkpoint.empty());
    CHECK_FALSE(reader->divergence(1));
}

TEST_CASE("what the county proved is never taken back by an older answer", "[store.delivered]") {
    Folder folder;
    auto inbox = Inbox::open(folder.path);
    REQUIRE(inbox);
    auto reader = InboxReader::open(folder.path);
    REQUIRE(reader);
    Settlement settlement;
    settlement.delivery = {1, 10, 4};
    settlement.checkpoint = "note ten";
    settlement.refused = {{record_numbered(3).record, "body", at(100)}};
    REQUIRE(inbox->record_settlement(settlement));
    settlement.delivery = {1, 7, 6};
    settlement.checkpoint = "";
    settlement.refused = {{record_numbered(3).record, "header", at(200)}, {record_numbered(4).record, "kiosk", at(90)}};
    settlement.divergence = Divergence{1, 7, Hash{9}, at(300)};
    REQUIRE(inbox->record_settlement(settlement));
    CHECK(reader->delivery(1).delivered_through == 10);
    CHECK(reader->delivery(1).durable_through == 6);
    CHECK(reader->delivery(2).delivered_through == 0);
    CHECK(reader->known_log()->checkpoint == "note ten");
    const auto refused = reader->refused().value();
    REQUIRE(refused.size() == 2);
    CHECK(refused[0].reason == "kiosk");
    CHECK(refused[1].reason == "body");
    REQUIRE(reader->divergence(1));
    CHECK(reader->divergence(1)->county_head == Hash{9});
    CHECK(reader->divergence(1)->at == at(300));
}

TEST_CASE("a refused record that is taken in the end is kept until something after it is backed up", "[store.kept-aside]") {
    Folder folder;
    auto inbox = Inbox::open(folder.path);
    REQUIRE(inbox);
    auto reader = InboxReader::open(folder.path);
    REQUIRE(reader);
    Settlement settlement;
    settlement.delivery = {1, 10, 10}; // the backup holds the header of record 3, not its body
    settlement.refused = {{record_numbered(3).record, "body", at(100)}, {record_numbered(4).record, "conflict", at(100)}};
    REQUIRE(inbox->record_settlement(settlement));
    CHECK(reader->proved(1)->kept_aside.size() == 2);
    settlement.refused.clear();
    settlement.accepted = {record_numbered(3).record};
    settlement.chain_end = 10;
    REQUIRE(inbox->record_settlement(settlement));
    CHECK(reader->refused()->size() == 1);
    CHECK(reader->proved(1)->kept_aside.size() == 2);
    settlement.accepted.clear();
    SECTION("which it is") {
        settlement.delivery = {1, 12, 11};
        REQUIRE(inbox->record_settlement(settlement));
        REQUIRE(reader->proved(1)->kept_aside.size() == 1);
        CHECK(reader->proved(1)->kept_aside[0] == record_numbered(4).record);
    }
    SECTION("or the county loses its disk, and is asked again") {
        settlement.delivery = {1, 10, 10};
        settlement.recovery = 5;
        settlement.at = at(400);
        REQUIRE(inbox->record_settlement(settlement));
        REQUIRE(reader->refused()->size() == 2);
        CHECK(reader->refused()->at(1).record == record_numbered(3).record);
        CHECK(reader->refused()->at(1).reason == "body");
    }
}

TEST_CASE("heads that contradict each other stay an alarm until the roots explain them", "[store.alarm]") {
    Folder folder;
    auto inbox = Inbox::open(folder.path);
    REQUIRE(inbox);
    auto reader = InboxReader::open(folder.path);
    REQUIRE(reader);
    const HeadAlarm alarm{"kept note", "seen note", at(100)};
    REQUIRE(inbox->record_alarm(alarm));
    REQUIRE(inbox->record_alarm({"kept note", "seen note", at(200)}));
    REQUIRE(reader->alarms().size() == 1);
    CHECK(reader->alarms()[0] == alarm);
    for (int more = 0; more < 50; ++more) REQUIRE(inbox->record_alarm({"kept note", "seen " + std::to_string(more), at(300)}));
    CHECK(reader->alarms().size() == 8);
    Settlement settlement;
    settlement.delivery = {1, 1, 0};
    settlement.recovery = 7;
    REQUIRE(inbox->record_settlement(settlement));
    CHECK(reader->alarms().empty());
}

TEST_CASE("updates are found by their tag, once each, with the cursor after them") {
    Folder folder;
    auto inbox = Inbox::open(folder.path);
    REQUIRE(inbox);
    const ByteArray<16> tag{1}, other{2};
    const std::vector<SealedUpdate> updates = {{tag, {1, 2}, Bytes(64, 1), 5, at(10)},
                                               {other, {3}, Bytes(64, 2), 6, at(20)},
                                               {tag, {4}, Bytes(64, 3), 7, at(30)}};
    REQUIRE(inbox->record_updates(updates, 7));
    REQUIRE(inbox->record_updates(updates, 7));
    auto reader = InboxReader::open(folder.path);
    REQUIRE(reader);
    CHECK(reader->cursor() == 7);
    const auto found = reader->updates(tag);
    REQUIRE(found.size() == 2);
    CHECK(found[0].sealed == Bytes{1, 2});
    CHECK(found[1].cursor == 7);
    CHECK(found[1].received == at(30));
    CHECK(*inbox->drop_updates(at(25), {}) == 2);
    CHECK(reader->updates(tag).size() == 1);
    CHECK(reader->cursor() == 7);
}

namespace {

SignedItem item_of(const std::string& id, std::uint64_t version, const std::string& withdrawn = "") {
    PublicItem item{"board", id, version, at(1), withdrawn.empty() ? "version " + std::to_string(version) : "", withdrawn};
    Bytes document = to_cbor(to_value(item));
    return {std::move(item), std::move(document), Bytes(64, 9), at(10)};
}

} // namespace

TEST_CASE("of a public item the highest version stands, and what was withdrawn never comes back", "[store.public]") {
    Folder folder;
    auto inbox = Inbox::open(folder.path);
    REQUIRE(inbox);
    REQUIRE(inbox->record_updates({}, 3, {item_of("lamp", 2), item_of("road", 1)}));
    auto reader = InboxReader::open(folder.path);
    REQUIRE(reader);
    const std::uint64_t mark = reader->items_mark();
    REQUIRE(inbox->record_updates({}, 3, {item_of("lamp", 1)}));
    CHECK(reader->items_mark() == mark);
    REQUIRE(reader->items("board").size() == 2);
    CHECK(reader->items("board")[0].item.content == "version 2");
    CHECK(reader->items("survey").empty());
    CHECK(reader->cursor() == 3);
    REQUIRE(inbox->record_updates({}, 4, {item_of("lamp", 3, "说错了")}));
    REQUIRE(inbox->record_updates({}, 4, {item_of("lamp", 2)}));
    CHECK(reader->items_mark() != mark);
    REQUIRE(reader->items("board").size() == 1);
    CHECK(reader->items("board")[0].item.id == "road");
}

TEST_CASE("updates that somebody read are dropped up to the one read last", "[store.dropped]") {
    Folder folder;
    auto inbox = Inbox::open(folder.path);
    REQUIRE(inbox);
    const ByteArray<16> tag{1}, other{2};
    REQUIRE(inbox->record_updates({{tag, {1}, Bytes(64, 1), 5, at(10)}, {tag, {2}, Bytes(64, 2), 6, at(20)}, {other, {3}, Bytes(64, 3), 7, at(10)}}, 7));
    CHECK(*inbox->drop_updates(at(0), {{tag, 5}}) == 1);
    auto reader = InboxReader::open(folder.path);
    REQUIRE(reader);
    REQUIRE(reader->updates(tag).size() == 1);
    CHECK(reader->updates(tag)[0].cursor == 6);
    CHECK(reader->updates(other).size() == 1);
}

TEST_CASE("a failed round keeps the time of the last success") {
    Folder folder;
    auto inbox = Inbox::open(folder.path);
    REQUIRE(inbox);
    REQUIRE(inbox->record_contact({at(50), at(51), ""}));
    REQUIRE(inbox->record_contact({std::nullopt, at(60), "network"}));
    const auto contact = InboxReader::open(folder.path)->contact();
    CHECK(contact.last_success == at(50));
    CHECK(contact.last_attempt == at(60));
    CHECK(contact.problem == "network");
}

TEST_CASE("a damaged inbox is put aside and begun anew") {
    Folder folder;
    REQUIRE(Inbox::open(folder.path)->record_contact({at(50), at(51), ""}));
    SeededRandom random(1);
    damage(folder.path / "inbox.db", 0, 512, random);
    REQUIRE(Inbox::open(folder.path));
    CHECK_FALSE(InboxReader::open(folder.path)->contact().last_success);
    bool kept = false;
    for (const auto& item : std::filesystem::directory_iterator(folder.path))
        kept = kept || item.path().filename().string().rfind("damaged-inbox-", 0) == 0;
    CHECK(kept);
}
