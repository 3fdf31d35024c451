// Rounds: a real outbox and inbox on one side, a county in memory on the other.
#include "sync/round.h"

#include "sync/health.h"

#include "records/seal/hash.h"
#include "records/store/database.h"
#include "records/seal/record_seal.h"
#include "records/wire/changes.h"
#include "records/wire/health_report.h"
#include "records/wire/request_signature.h"
#include "records/wire/routes.h"
#include "tests/sync/fake_county.h"
#include "tests/sync/fake_transport.h"
#include "tests/sync/hall.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

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
        transport.doors[std::string(routes::edition_head)] = [](const OutgoingRequest&) { return Reply{204, {}, "", {}, {}}; };
        transport.doors[std::string(routes::health)] = [this](const OutgoingRequest& request) {
            told = *parse_health(request.body);
            return Reply{204, {}, "", {}, {}};
        };
    }

    RoundReport go() {
        const CountyKeys keys = county.keys();
        EditionShelf shelf = no_editions();
        shelf.layers = [] { return std::vector{Layer::County}; };
        shelf.install = [this](const Path& file) {
            installed = std::filesystem::file_size(file);
            return Result<void>();
        };
        shelf.look = [](const Path&) { return EditionLook{17, Layer::County, {}, 250'000, 0}; };
        if (room) shelf.room = [this] { return *room; };
        EditionFetch editions(hall.folder / "editions", shelf);
        CountyLink link(transport, hall.enrolment, hall.key, hall.clock);
        Pace pace(batch_bytes, side_by_side);
        const Chain chain{hall.enrolment.kiosk, outbox, hall.inbox, hall.kept, again};
        const Chain attachments{attachment_chain(hall.enrolment.kiosk), hall.attachments_folder(), hall.attachments_inbox, hall.attachments_kept};
        link.measure(quality);
        Round round(settings, chain, keys, link, editions, pace, hall.clock);
        round.carry_attachments(attachments);
        round.tell_at_end([this](const RoundReport& so_far) {
            Health health;
            health.round = so_far;
            health.requests = state_of(outbox, &hall.kept);
            health.attachments = state_of(hall.attachments_folder(), &hall.attachments_kept);
            return report_of(health);
        });
        if (budget) round.keep_to(*budget);
        if (quiet) round.keep_quiet();
        if (before_round) before_round(link);
        return round.run();
    }
    /// A door that answers something else.
    void answer_with(std::string_view path, FakeTransport::Reply reply) {
        transport.doors[std::string(path)] = [reply](const OutgoingRequest&) { return reply; };
    }
    Again again = Again::Readable;
    std::uint64_t delivered() const { return hall.kept.delivery(hall.outbox.epoch()).delivered_through; }

    Hall hall;
    FakeCounty county;
    FakeTransport transport;
    Changes changes;
    HealthReport told;
    LinkQuality quality;
    SendingSettings settings{1000, 1};
    std::size_t batch_bytes = 1'000'000;
    std::size_t side_by_side = 1;
    Budget* budget = nullptr;
    std::function<void(CountyLink&)> before_round;
    bool quiet = false;
    std::uintmax_t installed = 0; ///< bytes of the last edition
    std::optional<std::uint64_t> room; ///< bytes that an edition may use
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
    CHECK(road.told.attachments.waiting == 0);
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
    CHECK(road.county.batches() == 7); // the first are small, until the link is known
}

TEST_CASE("no request with records is larger than what is configured, whatever their sizes", "[sync][sync.cap]") {
    for (const std::size_t cap : {std::size_t{100'000}, std::size_t{160'000}, std::size_t{1'040'000}}) { // the least, the usual and the most that sync.toml takes
        Road road;
        road.batch_bytes = cap;
        road.side_by_side = 2;
        std::size_t records = 0;
        for (std::size_t round = 0; round < 3; ++round)
            for (const std::size_t bytes : {largest_sealed_body, std::size_t{1}, largest_sealed_body - 1, std::size_t{900}, std::size_t{48 << 10}, largest_sealed_body / 2, std::size_t{17}}) {
                road.hall.hand_in(1, bytes);
                ++records;
            }
        std::size_t largest = 0;
        road.transport.doors[std::string(routes::batches)] = [&](const OutgoingRequest& request) {
            largest = std::max(largest, request.body.size());
            return FakeTransport::Reply{200, road.county.take(request.body), "", {}, {}};
        };
        INFO(cap);
        CHECK(road.go().waiting() == 0);
        CHECK(road.county.taken() == records);
        CHECK(largest <= cap);
    }
}

TEST_CASE("several batches are under way at once, and each is judged after the one before it", "[sync][sync.side-by-side]") {
    Road road;
    road.side_by_side = 4;
    road.settings.batch_records = 10;
    road.hall.hand_in(95, 1200);
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
    REQUIRE(road.hall.kept.refused()->size() == 1);
    CHECK(road.hall.kept.refused()->at(0).reason == refusal::body);
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

TEST_CASE("attachments go after requests and answers and before content, and go on after the last part that was proved", "[sync][sync.attachments]") {
    Road road;
    road.hall.hand_in(3);
    road.hall.attach(8);
    road.batch_bytes = 100'000;
    const auto door = road.transport.doors.at(std::string(routes::batches));
    std::vector<std::string> order;
    int parts = 0;
    bool dies = true;
    road.transport.doors[std::string(routes::batches)] = [&](const OutgoingRequest& request) {
        order.push_back(Batch::parse(request.body)->head().kiosk);
        if (order.back() != Hall::kiosk_id && ++parts == 3 && dies) return Reply{503, {}, "", {}, {}};
        return door(request);
    };
    const RoundReport first = road.go();
    CHECK(first.problem->code == ErrorCode::Unavailable);
    CHECK(first.waiting() == 0);
    const std::uint64_t before = first.attachments.delivered;
    CHECK(before > 0);
    CHECK(before < 8);
    CHECK(order.front() == Hall::kiosk_id);
    CHECK(order.back() == attachment_chain(Hall::kiosk_id));
    CHECK(std::find(road.transport.asked.begin(), road.transport.asked.end(), "GET /v1/changes") != road.transport.asked.end());
    CHECK(std::find(road.transport.asked.begin(), road.transport.asked.end(), "GET /v1/edition-head") == road.transport.asked.end());
    dies = false;
    road.hall.attachments_kept = *InboxReader::open(road.hall.folder / "inbox/attachments"); // as after a restart
    std::uint64_t least = 8;
    road.transport.doors[std::string(routes::batches)] = [&](const OutgoingRequest& request) {
        const Batch batch = *Batch::parse(request.body);
        for (const ReceivedItem& item : batch.items()) least = std::min(least, item.header.sequence);
        return door(request);
    };
    CHECK(road.go().carried_all());
    CHECK(least == before + 1);
    CHECK(road.county.taken() == 11);
    CHECK(road.hall.attachments_kept.delivery(1).delivered_through == 8);
}

TEST_CASE("a request handed in while attachments travel does not wait for them", "[sync][sync.attachments]") {
    Road road;
    road.hall.hand_in(1);
    road.hall.attach(10);
    road.batch_bytes = 100'000;
    const auto door = road.transport.doors.at(std::string(routes::batches));
    std::vector<std::string> order;
    road.transport.doors[std::string(routes::batches)] = [&](const OutgoingRequest& request) {
        order.push_back(Batch::parse(request.body)->head().kiosk);
        if (order.size() == 3) road.hall.hand_in(1);
        return door(request);
    };
    CHECK(road.go().carried_all());
    REQUIRE(order.size() >= 4);
    CHECK(order[3] == Hall::kiosk_id);
    CHECK(road.county.taken() == 12);
}

TEST_CASE("attachments and content wait when the day's budget is spent, requests never", "[sync][sync.budget]") {
    Road road;
    road.hall.hand_in(2);
    road.hall.attach(10);
    road.batch_bytes = 100'000;
    Budget budget({std::nullopt, std::nullopt, 100'000, std::nullopt}, road.hall.folder / "budget.json", [&road] { return road.hall.clock.wall(); });
    road.budget = &budget;
    const RoundReport first = road.go();
    CHECK_FALSE(first.problem);
    CHECK(first.held);
    CHECK(first.carried_all());
    CHECK(first.attachments.delivered > 0);
    CHECK(first.attachments.waiting() > 0);
    road.hall.hand_in(1);
    const RoundReport second = road.go();
    CHECK(second.waiting() == 0);
    CHECK(road.hall.attachments_kept.delivery(1).delivered_through == first.attachments.delivered);
    for (int day = 0; day < 5; ++day) {
        road.hall.clock.advance(std::chrono::hours(24));
        CHECK(road.go().carried_all());
    }
    CHECK(road.county.taken() == 13);
}

TEST_CASE("what was looked up before a round counts among the answers", "[sync][sync.budget]") {
    constexpr std::uint64_t limit = 1'000'000;
    Road road;
    Budget budget({limit, limit, std::nullopt, std::nullopt}, road.hall.folder / "budget.json", [&road] { return road.hall.clock.wall(); });
    road.budget = &budget;
    std::uint64_t looked_up = 0;
    road.before_round = [&](CountyLink& link) {
        REQUIRE(link.get(routes::changes, "after=0", routes::largest_changes));
        looked_up = link.carried();
    };
    REQUIRE_FALSE(road.go().problem);
    CHECK(looked_up > 0);
    CHECK(budget.left(Goods::Requests) == limit); // none was handed in
    CHECK(budget.left(Goods::Updates) < limit - looked_up);
}

TEST_CASE("a limit on requests or on answers is kept within a round, too, and the next day goes on", "[sync][sync.budget]") {
    Road road;
    DailyBytes limits{};
    SECTION("requests") {
        road.hall.hand_in(30, 2'000);
        road.settings.batch_records = 1;
        limits[static_cast<std::size_t>(Goods::Requests)] = 5'000;
    }
    SECTION("answers") {
        road.changes.cursor = 1;
        road.changes.more = true;
        limits[static_cast<std::size_t>(Goods::Updates)] = 200;
        road.transport.doors[std::string(routes::changes)] = [&road](const OutgoingRequest&) {
            road.changes.after = road.hall.kept.cursor();
            road.changes.cursor = road.changes.after + 1;
            road.changes.more = road.changes.cursor < 30;
            road.changes.time = Hall::noon;
            return Reply{200, encode_changes(road.changes, FakeCounty::answers_key()), "", {}, {}};
        };
    }
    Budget budget(limits, road.hall.folder / "budget.json", [&road] { return road.hall.clock.wall(); });
    road.budget = &budget;
    const RoundReport first = road.go();
    CHECK_FALSE(first.problem);
    CHECK(first.held);
    const std::uint64_t delivered = road.delivered(), cursor = road.hall.kept.cursor();
    CHECK(delivered < 30);
    CHECK(cursor < 30);
    CHECK(delivered + cursor > 0);
    road.go();
    CHECK(road.delivered() == delivered);
    road.hall.clock.advance(std::chrono::hours(24));
    road.go();
    CHECK(road.delivered() + road.hall.kept.cursor() > delivered + cursor);
}

TEST_CASE("in quiet hours requests go and answers come, and nothing larger", "[sync][sync.quiet]") {
    Road road;
    road.hall.hand_in(2);
    road.hall.attach(2);
    road.quiet = true;
    const RoundReport report = road.go();
    CHECK(report.waiting() == 0);
    CHECK(report.attachments.delivered == 0);
    CHECK(report.held);
    for (const std::string& asked : road.transport.asked) CHECK(asked != "GET /v1/edition-head");
    road.quiet = false;
    CHECK(road.go().carried_all());
    CHECK(road.county.taken() == 4);
}

TEST_CASE("the county is told of attachments that wait, and of a county that holds others in their place", "[sync][sync.health]") {
    Road road;
    road.hall.hand_in(1);
    road.hall.attach(3);
    road.quiet = true;
    REQUIRE_FALSE(road.go().problem);
    CHECK(road.told.attachments == AttachmentsHealth{3, 120'000, Hall::noon, 0, false});
    CHECK(road.told.waiting_bytes == 0);
    Settlement settlement;
    settlement.divergence = Divergence{1, 2, Hash{}, Hall::noon};
    REQUIRE(road.hall.attachments_inbox.record_settlement(settlement));
    road.quiet = false;
    CHECK_FALSE(road.go().carried_all());
    CHECK(road.told.problem == "diverged");
    CHECK(road.told.attachments.diverged);
}

TEST_CASE("a round says which chain it went through, so that a wish to send again what was refused outlives one that sent nothing", "[sync][sync.quarantine]") {
    Road road;
    road.hall.hand_in(1);
    road.hall.attach(1);
    SECTION("neither with the day's bytes spent") {
        DailyBytes none{};
        none.at(static_cast<std::size_t>(Goods::Requests)) = 1;
        none.at(static_cast<std::size_t>(Goods::Attachments)) = 1;
        Budget budget(none, road.hall.folder / "budget.json", [&road] { return road.hall.clock.wall(); });
        REQUIRE(budget.spend(Goods::Requests, 1));
        REQUIRE(budget.spend(Goods::Attachments, 1));
        road.budget = &budget;
        const RoundReport report = road.go();
        CHECK_FALSE(report.problem);
        CHECK_FALSE(report.requests_gone_through);
        CHECK_FALSE(report.attachments_gone_through);
    }
    SECTION("requests alone in quiet hours") {
        road.quiet = true;
        const RoundReport report = road.go();
        CHECK(report.requests_gone_through);
        CHECK_FALSE(report.attachments_gone_through);
    }
    SECTION("not while the county asks to wait") {
        road.county.decide = [](const RecordHeader& header) -> std::optional<RecordVerdict> { return RecordVerdict{header.record, Verdict::Wait, "", std::chrono::seconds(60)}; };
        CHECK_FALSE(road.go().requests_gone_through);
    }
    SECTION("not over a dead link") {
        road.transport.cut = true;
        CHECK_FALSE(road.go().requests_gone_through);
    }
    SECTION("not the attachments while it is made good what the county lost with its disk") {
        road.changes.recovery = 7;
        const RoundReport report = road.go();
        CHECK_FALSE(report.problem);
        CHECK(report.requests_gone_through);
        CHECK_FALSE(report.attachments_gone_through);
    }
    SECTION("both else") {
        const RoundReport report = road.go();
        CHECK(report.requests_gone_through);
        CHECK(report.attachments_gone_through);
    }
}

TEST_CASE("what is left at the end goes over all connections alike, with nothing left over", "[sync][sync.side-by-side]") {
    Road road;
    road.side_by_side = 4;
    road.batch_bytes = 200'000;
    road.hall.hand_in(1500, 900);
    std::vector<std::size_t> sizes;
    const auto door = road.transport.doors.at(std::string(routes::batches));
    road.transport.doors[std::string(routes::batches)] = [&](const OutgoingRequest& request) {
        sizes.push_back(request.body.size());
        return door(request);
    };
    REQUIRE_FALSE(road.go().problem);
    REQUIRE(sizes.size() > 6);
    const auto [least, most] = std::minmax_element(sizes.end() - 4, sizes.end());
    CHECK(*least > *most / 2);
}

TEST_CASE("batches side by side share what the line carries, and so tell its rate", "[sync][sync.link]") {
    Road road;
    road.side_by_side = 4;
    road.hall.hand_in(200, 1000);
    const auto door = road.transport.doors.at(std::string(routes::batches));
    std::uint64_t bytes = 0;
    road.transport.doors[std::string(routes::batches)] = [&](const OutgoingRequest& request) {
        road.hall.clock.advance(Milliseconds(request.body.size() / 10)); // 10,000 bytes a second
        bytes += request.body.size();
        return door(request);
    };
    REQUIRE_FALSE(road.go().problem);
    CHECK(bytes > 200'000);
    CHECK(road.quality.rate() > 9'500);
    CHECK(road.quality.rate() < 10'900); // answers weigh something, too
}

TEST_CASE("an edition that is more than the day's budget comes in pieces, day by day", "[sync][sync.budget]") {
    Road road;
    const Bytes edition(250'000, 3);
    road.answer_with(routes::edition_head, {200, Bytes(100, 1), "\"17\"", {}, {}});
    road.transport.doors[std::string(routes::edition)] = [&](const OutgoingRequest& request) {
        const std::string range = field_of(request, "Range");
        const std::size_t from = range.empty() ? 0 : std::stoul(range.substr(6));
        if (from >= edition.size()) return Reply{416, {}, "", {}, {}};
        const Bytes rest(edition.begin() + static_cast<std::ptrdiff_t>(from), edition.end());
        return Reply{from == 0 ? 200 : 206, rest, "\"17\"", {}, {}};
    };
    const auto part = road.hall.folder / "editions/edition-17.part";
    Budget budget({std::nullopt, std::nullopt, std::nullopt, 100'000}, road.hall.folder / "budget.json", [&road] { return road.hall.clock.wall(); });
    road.budget = &budget;
    std::vector<std::uintmax_t> came;
    for (int day = 0; day < 2; ++day) {
        const RoundReport report = road.go();
        CHECK_FALSE(report.problem);
        CHECK(report.held);
        came.push_back(std::filesystem::file_size(part));
        road.hall.clock.advance(std::chrono::hours(24));
    }
    CHECK(came[0] > 90'000);
    CHECK(came[0] <= 100'000);
    CHECK(came[1] > came[0] + 90'000);
    road.installed = 0;
    CHECK_FALSE(road.go().held);
    CHECK(road.installed == edition.size());
}

TEST_CASE("the county is told when a new edition finds no room, and requests go as ever", "[sync][sync.no-room]") {
    Road road;
    road.hall.hand_in(2);
    road.answer_with(routes::edition_head, {200, Bytes(100, 1), "\"17\"", {}, {}});
    road.room = 1000;
    const RoundReport report = road.go();
    REQUIRE(report.problem);
    CHECK(report.problem->code == ErrorCode::NoSpace);
    CHECK(report.waiting() == 0);
    CHECK(road.told.problem == "no_space");
}

TEST_CASE("a login page, a redirection or a stranger in between is named as what it is", "[sync][sync.portal]") {
    for (const Reply& reply : {Reply{200, page(), "", {}, {}, true}, Reply{302, {}, "", {}, {}}, Reply{511, page(), "", {}, {}}}) {
        Road road;
        road.hall.hand_in(1);
        road.answer_with(routes::batches, reply);
        road.answer_with(routes::changes, reply);
        road.answer_with(routes::edition_head, reply);
        road.answer_with(routes::health, reply);
        const RoundReport report = road.go();
        CHECK(report.problem);
        CHECK(report.portal);
        CHECK(report.waiting() == 1);
    }
    Road road;
    road.hall.hand_in(1);
    road.transport.cut = true;
    CHECK_FALSE(road.go().portal);
}

TEST_CASE("what was refused for its body is sent again once it can be read, the rest when somebody asks for it", "[sync][sync.retried]") {
    Road road;
    road.hall.hand_in(4);
    road.county.decide = [](const RecordHeader& header) -> std::optional<RecordVerdict> {
        if (header.sequence == 2) return RecordVerdict{header.record, Verdict::Refused, std::string(refusal::body), {}};
        if (header.sequence == 3) return RecordVerdict{header.record, Verdict::Refused, std::string(refusal::conflict), {}};
        return {};
    };
    CHECK(road.go().waiting() == 0);
    CHECK(road.hall.kept.refused()->size() == 2);
    CHECK(road.told.refused == 2);
    road.county.decide = nullptr;
    road.hall.hand_in(1);
    CHECK(road.go().waiting() == 0);
    REQUIRE(road.hall.kept.refused()->size() == 1);
    CHECK(road.hall.kept.refused()->at(0).reason == refusal::conflict);
    CHECK(road.told.refused == 1);
    road.go();
    CHECK(road.hall.kept.refused()->size() == 1);
    road.again = Again::All;
    CHECK_FALSE(road.go().problem);
    CHECK(road.hall.kept.refused()->empty());
    CHECK(road.delivered() == 5);
}

TEST_CASE("a body that rots in the outbox holds up nothing, and goes when it was mended", "[sync][sync.neighbours]") {
    Road road;
    road.hall.hand_in(5);
    const auto before = OutboxReader::open(road.hall.outbox_folder())->after(1, 0, 10, 1u << 20);
    {
        auto database = Database::open_writer(road.hall.outbox_folder() / "outbox.db", outbox_schema);
        REQUIRE(database);
        REQUIRE(database->run_script("DROP TRIGGER body_never_changes; UPDATE body SET sealed = zeroblob(600) WHERE record = "
                                     "(SELECT record FROM ledger WHERE sequence = 3)"));
    }
    CHECK(road.go().waiting() == 0);
    CHECK(road.delivered() == 5);
    // The county in memory looks at no bodies; the verdict of the real one is told in its place.
    REQUIRE(road.hall.inbox.record_settlement({{{(*before)[2].entry.record, std::string(refusal::body), Hall::noon}}, {}, {1, 5, 5}, Hall::noon, 5, "", 0, {}}));
    road.go();
    CHECK(road.hall.kept.refused()->size() == 1); // still not readable
    road.hall.restart(); // the kiosk compares its two copies when it starts
    road.go();
    CHECK(road.hall.kept.refused()->empty());
}

TEST_CASE("an inbox begun anew learns what was refused before anything counts as delivered", "[sync][sync.retried]") {
    Road road;
    road.hall.hand_in(4);
    road.county.decide = [](const RecordHeader& header) -> std::optional<RecordVerdict> {
        if (header.sequence != 2) return {};
        return RecordVerdict{header.record, Verdict::Refused, std::string(refusal::conflict), {}};
    };
    CHECK(road.go().waiting() == 0);
    const auto refused = road.hall.kept.proved(1)->kept_aside;
    const TimePoint later = road.hall.clock.wall() + std::chrono::hours(24 * 365);
    REQUIRE(*road.hall.outbox.settle(1, 4, 4, later, std::chrono::hours(1), refused) == 3);
    road.hall.forget_inbox();
    CHECK(road.hall.kept.refused()->empty());
    CHECK(road.go().waiting() == 0);
    CHECK(road.hall.kept.proved(1)->kept_aside == refused);
}

TEST_CASE("a round cut while an inbox begun anew asks what was refused goes on asking in the next", "[sync][sync.refused-kept]") {
    Road road;
    road.hall.hand_in(6);
    road.county.decide = [](const RecordHeader& header) -> std::optional<RecordVerdict> {
        if (header.sequence % 2 != 0) return {};
        return RecordVerdict{header.record, Verdict::Refused, std::string(refusal::conflict), {}};
    };
    CHECK(road.go().waiting() == 0);
    const auto refused = road.hall.kept.proved(1)->kept_aside;
    REQUIRE(refused.size() == 3);
    const TimePoint later = road.hall.clock.wall() + std::chrono::hours(24 * 365);
    REQUIRE(*road.hall.outbox.settle(1, 6, 6, later, std::chrono::hours(1), refused) == 3);
    road.hall.forget_inbox();
    road.settings.batch_records = 1;
    const auto door = road.transport.doors[std::string(routes::batches)];
    int answered = 0;
    road.transport.doors[std::string(routes::batches)] = [&](const OutgoingRequest& request) { return answered++ == 0 ? door(request) : Reply{503, {}, "", {}, {}}; };
    CHECK(road.go().problem);
    CHECK(road.hall.kept.refused()->size() == 1);
    CHECK(road.delivered() == 0);
    road.transport.doors[std::string(routes::batches)] = door;
    CHECK(road.go().waiting() == 0);
    CHECK(road.delivered() == 6);
    CHECK(road.hall.kept.proved(1)->kept_aside == refused);
}

TEST_CASE("a county whose log is not the one it was is an alarm that its own health reports tell", "[sync][sync.alarm]") {
    Road road;
    road.hall.hand_in(3);
    CHECK(road.go().waiting() == 0);
    CHECK(road.hall.kept.alarms().empty());
    const std::string kept = road.hall.kept.known_log()->checkpoint;
    FakeCounty forked;
    for (int count = 0; count < 9; ++count) forked.log_something();
    road.county = forked;
    road.hall.hand_in(1);
    const RoundReport report = road.go();
    REQUIRE(report.problem);
    CHECK(report.problem->code == ErrorCode::Untrusted);
    REQUIRE(road.hall.kept.alarms().size() == 1);
    CHECK(road.hall.kept.alarms()[0].kept == kept);
    CHECK(road.told.kept_head == kept);
    CHECK(road.told.seen_head == road.hall.kept.alarms()[0].seen);
    CHECK(road.hall.kept.known_log()->checkpoint == kept);
}
