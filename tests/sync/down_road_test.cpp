// The road down: public matters arrive in the inbox beside sealed updates, and the round notes the county's time.
#include "sync/round.h"

#include "records/wire/changes.h"
#include "records/wire/routes.h"
#include "tests/sync/fake_county.h"
#include "tests/sync/fake_transport.h"
#include "tests/sync/hall.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

struct Road {
    using Reply = FakeTransport::Reply;
    Road() {
        transport.doors[std::string(routes::changes)] = [this](const OutgoingRequest&) {
            hall.clock.advance(Milliseconds(700)); // how long the answer takes
            changes.after = hall.kept.cursor();
            changes.time = Hall::noon;
            return Reply{200, encode_changes(changes, FakeCounty::answers_key()), "", {}, {}};
        };
        transport.doors[std::string(routes::edition)] = [](const OutgoingRequest&) { return Reply{204, {}, "", {}, {}}; };
        transport.doors[std::string(routes::health)] = [](const OutgoingRequest&) { return Reply{204, {}, "", {}, {}}; };
    }
    RoundReport go() {
        const CountyKeys keys = county.keys();
        EditionFetch editions(hall.folder / "editions", no_editions());
        CountyLink link(transport, hall.enrolment, hall.key, hall.clock);
        Pace pace(1'000'000, 1);
        const Path outbox = hall.outbox_folder();
        const Chain chain{hall.enrolment.kiosk, outbox, hall.inbox, hall.kept};
        return Round(settings, chain, keys, link, editions, pace, hall.clock).run();
    }
    Hall hall;
    FakeCounty county;
    FakeTransport transport;
    Changes changes;
    SendingSettings settings{1000, 1};
};

} // namespace

TEST_CASE("a public matter arrives in the inbox as the county signed it, and goes when it is withdrawn", "[sync][sync.public]") {
    Road road;
    const auto send = [&](std::uint64_t cursor, PublicItem item) {
        ItemChange change = signed_item(std::move(item), FakeCounty::answers_key());
        change.cursor = road.changes.cursor = cursor;
        road.changes.items = {change};
        CHECK_FALSE(road.go().problem);
        CHECK(road.hall.kept.cursor() == cursor);
    };
    send(3, {"board", "lamp", 1, Hall::noon, "title = \"路灯\"", ""});
    const auto items = road.hall.kept.items("board");
    REQUIRE(items.size() == 1);
    CHECK(open_item(items[0].document, *to_array<64>(items[0].signature), FakeCounty::answers_key().public_key())->content == "title = \"路灯\"");
    send(4, {"board", "lamp", 2, Hall::noon, "", "说错了"});
    CHECK(road.hall.kept.items("board").empty());
}

TEST_CASE("the round says when the county spoke by our own monotonic clock, and how long that took", "[sync]") {
    Road road;
    const RoundReport report = road.go();
    REQUIRE(report.heard);
    CHECK(report.heard->county == Hall::noon);
    CHECK(report.heard->monotonic == road.hall.clock.monotonic());
    CHECK(report.heard->width == Milliseconds(700));
    road.transport.cut = true;
    CHECK_FALSE(road.go().heard);
}
