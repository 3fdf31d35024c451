// Rounds: a real outbox and inbox on one side, a county in memory on the other.
#include "sync/round.h"

#include "records/seal/hash.h"
#include "records/wire/changes.h"
#include "records/wire/health_report.h"
#include "records/wire/request_signature.h"
#include "records/wire/routes.h"
#include "tests/sync/fake_county.h"
#include "tests/sync/fake_transport.h"
#include "tests/sync/hall.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

/// One hall, one county, and the road between them.
class Road {
  public:
    using Reply = FakeTransport::Reply;
    Road() {
        transport.doors[std::string(routes::batches)] = [this](const OutgoingRequest& request) { return Reply{200, county.take(request.body), "", {}, {}}; };
        transport.doors[std::string(routes::changes)] = [this](const OutgoingRequest&) {
            changes.after = hall.kept.cursor();
            changes.time = Hall::noon;
            return Reply{200, encode_changes(changes, FakeCounty::answers_key()), "", {}, {}};
        };
        transport.doors[std::string(routes::consistency)] = [this](const OutgoingRequest& request) {
            return Reply{200, county.consistency(request.query), "", {}, {}};
        };
        transport.doors[std::string(routes::edition)] = [](const OutgoingRequest&) { return Reply{204, {}, "", {}, {}}; };
        transport.doors[std::string(routes::health)] = [this](const OutgoingRequest& request) {
            told = *parse_health(request.body);
            return Reply{204, {}, "", {}, {}};
        };
    }

    RoundReport go() {
        const CountyKeys keys = county.keys();
        EditionFetch editions(hall.folder / "editions", {[] { return std::uint64_t{0}; }, [](const Path&) { return Result<void>(); }});
        CountyLink link(transport, hall.enrolment, hall.key, hall.clock);
        Pace pace(batch_bytes, side_by_side);
        const Chain chain{hall.enrolment.kiosk, outbox, hall.inbox, hall.kept};
        return Round(settings, chain, keys, link, editions, pace, hall.clock).run();
    }
    /// A door that answers something else.
    void answer_with(std::string_view path, FakeTransport::Reply reply) {
        transport.doors[std::string(path)] = [reply](const OutgoingRequest&) { return reply; };
    }
    std::uint64_t delivered() const { return hall.kept.delivery(hall.outbox.epoch()).delivered_through; }

    Hall hall;
    FakeCounty county;
    FakeTransport transport;
    Changes changes;
    HealthReport told;
    SendingSettings settings{1000, 1};
    std::size_t batch_bytes = 1'000'000;
    std::size_t side_by_side = 1;
    Path outbox = hall.outbox_folder();
};

using Reply = FakeTransport::Reply;

Bytes page() { return copy_of(bytes_of("<html><body>请先登录网络</body></html>" + std::string(300, ' '))); }

} // namespace

TEST_CASE("one round sends all that waits, in batches, and tells how we are", "[sync]") {
    Road road;
    road.hall.hand_in(25);
    road.settings.batch_records = 10;
    const RoundReport report = road.go();
    CHECK_FALSE(report.problem);
    CHECK(report.waiting() == 0);
    CHECK(report.delivered == 25);
    CHECK(road.county.taken() == 25);
    CHECK(road.county.batches() == 3);
    CHECK(road.delivered() == 25);
    CHECK(road.told.delivered == 25);
    CHECK(road.transport.asked.back() == "POST /v1/health");
}

TEST_CASE("a batch keeps to its bytes", "[sync]") {
    Road road;
    road.hall.hand_in(10, 40'000);
    road.batch_bytes = 100'000;
    std::size_t largest = 0;
    road.transport.doors[std::string(routes::batches)] = [&](const OutgoingRequest& request) {
        largest = std::max(largest, request.body.size());
        return FakeTransport::Reply{200, road.county.take(request.body), "", {}, {}};
    };
    CHECK(road.go().waiting() == 0);
    CHECK(largest <= 100'000);
    CHECK(road.county.batches() == 6); // the first is small, until the link is known
}

TEST_CASE("several batches are under way at once, and each is judged after the one before it", "[sync][sync.side-by-side]") {
    Road road;
    road.side_by_side = 4;
    road.settings.batch_records = 10;
    road.hall.hand_in(95);
    road.county.log_something(); // other kiosks speak meanwhile
    const RoundReport report = road.go();
    CHECK_FALSE(report.problem);
    CHECK(road.transport.most_at_once == 4);
    CHECK(report.waiting() == 0);
    CHECK(road.county.taken() == 95);
    CHECK(road.county.batches() == 10); // none met a gap and had to be sent again
}

TEST_CASE("an answer lost among several under way costs those behind it, and no record is lost or doubled", "[sync][sync.side-by-side]") {
    for (int lost = 1; lost <= 6; ++lost) {
        Road road;
        road.side_by_side = 3;
        road.settings.batch_records = 5;
        road.hall.hand_in(30);
        const auto door = road.transport.doors.at(std::string(routes::batches));
        int asked = 0;
        road.transport.doors[std::string(routes::batches)] = [&](const OutgoingRequest& request) {
            Reply reply = door(request);
            if (++asked == lost) reply.cut_after = 50;
            return reply;
        };
        CHECK(road.go().problem->code == ErrorCode::Network);
        CHECK(road.delivered() == static_cast<std::uint64_t>(5 * (lost - 1)));
        CHECK(road.go().waiting() == 0);
        CHECK(road.county.taken() == 30);
    }
}

TEST_CASE("a log that cannot prove that it grew between two answers is not believed", "[sync][sync.witness]") {
    Road road;
    road.side_by_side = 3;
    road.settings.batch_records = 5;
    road.hall.hand_in(30);
    road.answer_with(routes::consistency, {200, Bytes(64, 7), "", {}, {}});
    CHECK(road.go().problem->code == ErrorCode::Untrusted);
    CHECK(road.delivered() < 30);
    road.answer_with(routes::consistency, {200, Bytes(63, 7), "", {}, {}});
    CHECK(road.go().problem->code == ErrorCode::Corrupt);
}

TEST_CASE("a round after a good one sends no record again", "[sync]") {
    Road road;
    road.hall.hand_in(3);
    CHECK(road.go().waiting() == 0);
    CHECK(road.go().waiting() == 0);
    CHECK(road.county.batches() == 1);
    road.hall.hand_in(1);
    CHECK(road.go().waiting() == 0);
    CHECK(road.county.taken() == 4);
}

TEST_CASE("every request is signed by the kiosk", "[sync][sync.signed]") {
    Road road;
    road.hall.hand_in(1);
    std::size_t held = 0;
    for (auto& [path, door] : road.transport.doors)
        door = [&held, &road, inner = door](const OutgoingRequest& request) {
            const SignedFields fields{field_of(request, routes::content_digest), field_of(request, routes::signature_input), field_of(request, routes::signature)};
            CHECK(*claimed_signer(fields.signature_input) == Hall::kiosk_id);
            CHECK(verify_request({request.method, request.path, request.query}, sha256(request.body), fields, road.hall.key.public_key()));
            ++held;
            return inner(request);
        };
    CHECK_FALSE(road.go().problem);
    CHECK(held == 4);
}

TEST_CASE("a page of a captive portal with status 200 marks nothing", "[sync][sync.delivered]") {
    Road road;
    road.hall.hand_in(3);
    road.answer_with(routes::batches, {200, page(), "", {}, {}});
    const RoundReport report = road.go();
    CHECK(report.problem);
    CHECK(report.waiting() == 3);
    CHECK(road.delivered() == 0);
    road.answer_with(routes::batches, {200, {}, "", {}, {}});
    CHECK(road.go().problem);
    CHECK(road.delivered() == 0);
}

TEST_CASE("an answer by anybody but the county marks nothing", "[sync][sync.delivered]") {
    Road road;
    road.hall.hand_in(3);
    road.transport.doors[std::string(routes::batches)] = [&](const OutgoingRequest& request) {
        Bytes message = road.county.take(request.body);
        message[10] ^= 1;
        return FakeTransport::Reply{200, message, "", {}, {}};
    };
    CHECK(road.go().problem->code == ErrorCode::Untrusted);
    CHECK(road.delivered() == 0);
}

TEST_CASE("an answer that never arrives is asked for again and gives no double", "[sync][sync.once]") {
    Road road;
    road.hall.hand_in(5);
    road.transport.doors[std::string(routes::batches)] = [&](const OutgoingRequest& request) {
        return FakeTransport::Reply{200, road.county.take(request.body), "", {}, 100};
    };
    CHECK(road.go().problem->code == ErrorCode::Network);
    CHECK(road.delivered() == 0);
    CHECK(road.county.taken() == 5);
    road.transport.doors[std::string(routes::batches)] = [&](const OutgoingRequest& request) {
        return FakeTransport::Reply{200, road.county.take(request.body), "", {}, {}};
    };
    CHECK(road.go().waiting() == 0);
    CHECK(road.county.taken() == 5);
}

TEST_CASE("a dead link ends the round at once", "[sync]") {
    Road road;
    road.hall.hand_in(1);
    road.transport.cut = true;
    CHECK(road.go().problem->code == ErrorCode::Network);
    CHECK(road.transport.asked.size() == 1);
}

TEST_CASE("a county too busy says when to come back", "[sync]") {
    Road road;
    road.hall.hand_in(1);
    road.answer_with(routes::batches, {503, {}, "", std::chrono::seconds(77), {}});
    const RoundReport report = road.go();
    CHECK(report.problem->code == ErrorCode::Unavailable);
    CHECK(report.wait == std::chrono::seconds(77));
}

TEST_CASE("records the county wants later keep waiting without a failure of the others", "[sync]") {
    Road road;
    road.hall.hand_in(4);
    road.county.decide = [](const RecordHeader& header) -> std::optional<RecordVerdict> {
        if (header.sequence < 4) return {};
        return RecordVerdict{header.record, Verdict::Wait, "", std::chrono::seconds(30)};
    };
    const RoundReport report = road.go();
    CHECK(report.waiting() == 1);
    CHECK(report.wait == std::chrono::seconds(30));
    CHECK(road.county.batches() == 1);
    road.county.decide = {};
    CHECK(road.go().waiting() == 0);
}

TEST_CASE("a refused record is kept for the staff, its neighbours are delivered", "[sync][sync.neighbours]") {
    Road road;
    road.hall.hand_in(5);
    road.county.decide = [](const RecordHeader& header) -> std::optional<RecordVerdict> {
        if (header.sequence != 2) return {};
        return RecordVerdict{header.record, Verdict::Refused, std::string(refusal::body), {}};
    };
    CHECK(road.go().waiting() == 0);
    REQUIRE(road.hall.kept.refused().size() == 1);
    CHECK(road.hall.kept.refused()[0].reason == refusal::body);
    CHECK(road.county.taken() == 4);
}

TEST_CASE("after a divergence nothing is sent until the kiosk opens a new epoch, and then everything is", "[sync][sync.diverged]") {
    Road road;
    road.hall.hand_in(3);
    road.county.tamper = [](Answer& answer) { answer.chain.head[0] ^= 1; };
    CHECK(road.go().diverged);
    CHECK(road.hall.kept.divergence(1));
    CHECK(road.told.problem == "diverged");
    CHECK(road.go().diverged);
    CHECK(road.county.batches() == 1);
    road.county.tamper = {};
    REQUIRE(road.hall.outbox.begin_epoch("the county holds another chain"));
    const RoundReport report = road.go();
    CHECK_FALSE(report.diverged);
    CHECK(report.waiting() == 0);
    CHECK(road.delivered() >= 3);
}

TEST_CASE("a county that lost records gets them again", "[sync]") {
    Road road;
    road.hall.hand_in(6);
    CHECK(road.go().waiting() == 0);
    road.county.lose_after(2);
    road.hall.hand_in(1);
    CHECK(road.go().waiting() == 0);
    CHECK(road.delivered() == 7);
}

TEST_CASE("a lost inbox is filled again, also when the kiosk has dropped what was delivered long ago", "[sync][sync.lost-inbox]") {
    Road road;
    road.hall.hand_in(4);
    CHECK(road.go().waiting() == 0);
    road.hall.clock.advance(std::chrono::hours(24));
    REQUIRE(road.hall.outbox.settle(1, 4, 4, road.hall.clock.wall(), std::chrono::hours(1)));
    road.hall.hand_in(2);
    road.hall.inbox = *Inbox::open(road.hall.folder / "new inbox");
    road.hall.kept = *InboxReader::open(road.hall.folder / "new inbox");
    const RoundReport report = road.go();
    CHECK_FALSE(report.problem);
    CHECK(report.waiting() == 0);
    CHECK(road.delivered() == 6);
    CHECK(road.county.taken() == 6);
}

TEST_CASE("an answer that brings the chain no further ends the round instead of going on for ever", "[sync]") {
    Road road;
    road.hall.hand_in(2);
    road.county.tamper = [](Answer& answer) { answer.ranges.clear(); };
    CHECK(road.go().problem);
    CHECK(road.county.batches() == 1);
}

TEST_CASE("what comes down is kept with its cursor, page by page", "[sync][sync.updates]") {
    Road road;
    std::uint64_t next = 0;
    road.transport.doors[std::string(routes::changes)] = [&](const OutgoingRequest& request) {
        Changes changes;
        changes.after = std::stoull(request.query.substr(request.query.find('=') + 1));
        CHECK(changes.after == next);
        if (next < 3) {
            UpdateChange update;
            update.cursor = ++next;
            update.tag.fill(7);
            update.sealed = Bytes(50, static_cast<std::uint8_t>(next));
            update.signature = sign_update(update.tag, update.sealed, FakeCounty::answers_key());
            changes.updates.push_back(update);
        }
        changes.cursor = next;
        changes.more = changes.after < 2;
        changes.time = Hall::noon;
        return FakeTransport::Reply{200, encode_changes(changes, FakeCounty::answers_key()), "", {}, {}};
    };
    CHECK_FALSE(road.go().problem);
    CHECK(road.hall.kept.cursor() == 3);
    ByteArray<16> tag{};
    tag.fill(7);
    CHECK(road.hall.kept.updates(tag).size() == 3);
    CHECK_FALSE(road.go().problem);
    CHECK(road.hall.kept.updates(tag).size() == 3);
}

TEST_CASE("changes after another cursor than asked are refused", "[sync][sync.updates]") {
    Road road;
    road.transport.doors[std::string(routes::changes)] = [](const OutgoingRequest&) {
        Changes changes;
        changes.after = 5;
        changes.cursor = 9;
        return FakeTransport::Reply{200, encode_changes(changes, FakeCounty::answers_key()), "", {}, {}};
    };
    CHECK(road.go().problem->code == ErrorCode::Corrupt);
    CHECK(road.hall.kept.cursor() == 0);
}

TEST_CASE("answers still come down when the county's log cannot be believed", "[sync]") {
    Road road;
    road.hall.hand_in(1);
    road.county.change_log_key();
    CHECK(road.go().problem->code == ErrorCode::Untrusted);
    CHECK(road.transport.asked.size() == 4);
}

TEST_CASE("a round before the kiosk ever started only brings things down", "[sync]") {
    Road road;
    road.outbox = road.hall.folder / "nothing";
    const RoundReport report = road.go();
    CHECK_FALSE(report.problem);
    CHECK(report.waiting() == 0);
    CHECK(road.transport.asked.size() == 3);
}
