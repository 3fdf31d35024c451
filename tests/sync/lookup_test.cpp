// Receipts that were shown at the kiosk: looked up by tag, once, and dropped a week after their answer was read.
#include "sync/lookup.h"

#include "records/wire/changes.h"
#include "records/wire/routes.h"
#include "tests/sync/fake_county.h"
#include "tests/sync/fake_transport.h"
#include "tests/sync/hall.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

using Reply = FakeTransport::Reply;

struct Counter {
    Counter() {
        transport.doors[std::string(routes::updates)] = [this](const OutgoingRequest& request) {
            tags.push_back(request.query.substr(request.query.find('=') + 1));
            FoundUpdates found;
            found.tag = *to_array<16>(*from_hex(tags.back()));
            found.time = Hall::noon;
            if (found.tag == known) {
                UpdateChange update{41, found.tag, Bytes(50, 1), {}};
                update.signature = sign_update(update.tag, update.sealed, *signer);
                found.updates.push_back(update);
            }
            return Reply{200, encode_found(found, *signer), "", {}, {}};
        };
    }
    Result<void> run() {
        CountyLink link(transport, hall.enrolment, hall.key, hall.clock);
        return lookup.run(link, FakeCounty::answers_key().public_key(), hall.inbox);
    }
    void wish(const std::vector<AskedReceipt>& asked) { REQUIRE(write_asked(hall.outbox_folder(), asked)); }

    Hall hall;
    FakeTransport transport;
    Lookup lookup{hall.outbox_folder(), hall.clock};
    SigningKey real = FakeCounty::answers_key();
    const SigningKey* signer = &real;
    std::vector<std::string> tags;
    ByteArray<16> known{7}, unknown{8};
};

} // namespace

TEST_CASE("a receipt of another township is looked up by its tag, and nothing else is told", "[sync][sync.lookup]") {
    Counter counter;
    CHECK(counter.run());
    CHECK(counter.tags.empty());
    counter.wish({{counter.known, Hall::noon}, {counter.unknown, Hall::noon}});
    REQUIRE(counter.run());
    CHECK(counter.tags == std::vector<std::string>{to_hex(counter.known), to_hex(counter.unknown)});
    REQUIRE(counter.hall.kept.updates(counter.known).size() == 1);
    CHECK(counter.hall.kept.updates(counter.known)[0].received == Hall::noon);
    CHECK(counter.hall.kept.updates(counter.unknown).empty());
    CHECK(counter.hall.kept.cursor() == 0);
}

TEST_CASE("the same wish is asked once, a new one of the same receipt again, and an old one after some hours", "[sync][sync.lookup]") {
    Counter counter;
    counter.wish({{counter.unknown, Hall::noon}});
    REQUIRE(counter.run());
    REQUIRE(counter.run());
    CHECK(counter.tags.size() == 1);
    counter.wish({{counter.unknown, Hall::noon + std::chrono::minutes(2)}});
    REQUIRE(counter.run());
    CHECK(counter.tags.size() == 2);
    counter.hall.clock.advance(std::chrono::hours(6));
    REQUIRE(counter.run());
    CHECK(counter.tags.size() == 3);
}

TEST_CASE("a wish that met no link is asked at the next round", "[sync][sync.lookup]") {
    Counter counter;
    counter.wish({{counter.known, Hall::noon}});
    counter.transport.cut = true;
    CHECK(counter.run().error().code == ErrorCode::Network);
    counter.transport.cut = false;
    REQUIRE(counter.run());
    CHECK(counter.hall.kept.updates(counter.known).size() == 1);
}

TEST_CASE("found updates that the county did not sign are not kept", "[sync][sync.lookup]") {
    Counter counter;
    counter.signer = &counter.hall.key;
    counter.wish({{counter.known, Hall::noon}});
    CHECK(counter.run().error().code == ErrorCode::Untrusted);
    CHECK(counter.hall.kept.updates(counter.known).empty());
}

TEST_CASE("an answer goes a week after it was read, counted by time that has certainly passed", "[sync][sync.dropped]") {
    const Day day = *parse_iso_day("2026-11-20");
    const std::vector<ReadReceipt> read = {{{{7}, 41}, day}};
    CHECK(read_long_ago(read, end_in_china(day) + std::chrono::days(7) - Milliseconds(1)).empty());
    const auto marks = read_long_ago(read, end_in_china(day) + std::chrono::days(7));
    REQUIRE(marks.size() == 1);
    CHECK(marks[0].tag == ByteArray<16>{7});
    CHECK(marks[0].cursor == 41);
}

TEST_CASE("lists of shown receipts are read as they were written, bounded, and nonsense is refused", "[sync]") {
    const Hall hall;
    const Path folder = hall.outbox_folder();
    CHECK(read_asked(folder)->empty());
    CHECK(read_read(folder)->empty());
    std::vector<AskedReceipt> asked;
    for (std::uint8_t number = 0; number < 30; ++number) asked.push_back({{number}, Hall::noon});
    REQUIRE(write_asked(folder, asked));
    REQUIRE(read_asked(folder)->size() == most_asked);
    CHECK(read_asked(folder)->back() == asked.back());
    REQUIRE(write_read(folder, {{{{3}, 17}, *parse_iso_day("2026-11-20")}}));
    CHECK(read_read(folder)->front().mark.cursor == 17);
    for (const char* text : {"{}", "[1]", "[{\"tag\":\"00\"}]", "x"}) {
        REQUIRE(write_file(folder / asked_file, std::string_view(text)));
        REQUIRE(write_file(folder / read_file_name, std::string_view(text)));
        CHECK(read_asked(folder).error().code == ErrorCode::Corrupt);
        CHECK(read_read(folder).error().code == ErrorCode::Corrupt);
    }
}

TEST_CASE("what the county asked for during a look-up is not forgotten over the answers that follow", "[sync][sync.retry-after]") {
    Counter counter;
    CountyLink link(counter.transport, counter.hall.enrolment, counter.hall.key, counter.hall.clock);
    counter.wish({{counter.known, Hall::noon}});
    const auto ask = [&] { return counter.lookup.run(link, FakeCounty::answers_key().public_key(), counter.hall.inbox); };
    const auto answered_with = [&](Reply reply) { counter.transport.doors[std::string(routes::updates)] = [reply](const OutgoingRequest&) { return reply; }; };
    const auto other = [&](std::optional<std::chrono::seconds> asked) {
        counter.transport.doors["/v1/other"] = [asked](const OutgoingRequest&) { return Reply{200, {}, "", asked, {}}; };
        REQUIRE(link.get("/v1/other", "", 100));
    };
    CHECK_FALSE(link.retry_after());

    SECTION("in seconds") {
        answered_with({503, {}, "", std::chrono::seconds(120), {}});
        CHECK(ask().error().code == ErrorCode::Unavailable);
        other(std::nullopt);
        CHECK(link.retry_after() == std::chrono::seconds(120));
        other(std::chrono::seconds(10));
        CHECK(link.retry_after() == std::chrono::seconds(120));
        counter.hall.clock.advance(std::chrono::seconds(50));
        CHECK(link.retry_after() == std::chrono::seconds(70));
        other(std::chrono::seconds(300));
        CHECK(link.retry_after() == std::chrono::seconds(300));
        counter.hall.clock.advance(std::chrono::seconds(301));
        CHECK_FALSE(link.retry_after());
    }
    SECTION("as a date, judged by our own time") {
        const auto now = std::chrono::floor<std::chrono::seconds>(counter.hall.clock.wall());
        answered_with({503, {}, "", {}, {}, false, now + std::chrono::minutes(5)});
        CHECK_FALSE(ask());
        CHECK(link.retry_after() == std::chrono::minutes(5));
    }
    SECTION("a date that is over asks for nothing") {
        answered_with({503, {}, "", {}, {}, false, std::chrono::floor<std::chrono::seconds>(counter.hall.clock.wall()) - std::chrono::minutes(5)});
        CHECK_FALSE(ask());
        CHECK_FALSE(link.retry_after());
    }
}
