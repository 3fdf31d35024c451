// The status file, the same for Prometheus, and what the county is told.
#include "sync/health.h"

#include "records/base/json.h"
#include "records/base/text.h"
#include "tests/sync/hall.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

Health sample() {
    Health health;
    health.at = TimePoint(std::chrono::hours(24));
    health.last_contact = TimePoint(std::chrono::hours(12));
    health.requests = {2, 10, 7, {3, 2700, TimePoint(std::chrono::hours(6))}, 1, false, {}};
    health.attachments = {1, 90, 50, {40, 1'900'000, TimePoint(std::chrono::hours(5))}, 2, false, {}};
    health.round.problem = Error{ErrorCode::Network, "no link", {"POST /v1/batches"}};
    health.link.answered(500, Milliseconds(400));
    health.link.answered(100'000, Milliseconds(1000));
    health.link.failed();
    health.clock = TimeSource::Machine;
    health.floor = TimePoint(std::chrono::hours(20));
    health.machine_offset = std::chrono::seconds(-90);
    health.edition = EditionInfo{};
    health.edition->number = 17;
    health.free_space = 1 << 30;
    return health;
}

std::vector<std::string> lines_with(const std::string& text, std::string_view word) {
    std::vector<std::string> lines;
    for (const std::string_view line : split(text, '\n'))
        if (line.find(word) != line.npos && line.front() != '#') lines.emplace_back(line);
    return lines;
}

} // namespace

TEST_CASE("the status file says what waits, how the link and the clock are, and what is wrong", "[sync][sync.health]") {
    const auto document = parse_json(to_text(sample()));
    REQUIRE(document);
    CHECK(document->integer_or("waiting", 0) == 3);
    CHECK(document->integer_or("waiting_bytes", 0) == 2700);
    CHECK(document->text_or("oldest_waiting", "") == "1970-01-01T06:00:00.000Z");
    CHECK(document->integer_or("delivered", 0) == 7);
    CHECK(document->integer_or("refused", 0) == 1);
    CHECK_FALSE(document->flag_or("diverged", true));
    const Value* attachments = document->find("attachments");
    REQUIRE(attachments);
    CHECK(attachments->integer_or("waiting", 0) == 40);
    CHECK(attachments->integer_or("waiting_bytes", 0) == 1'900'000);
    CHECK(attachments->text_or("oldest_waiting", "") == "1970-01-01T05:00:00.000Z");
    CHECK(attachments->integer_or("refused", 0) == 2);
    CHECK(document->text_or("problem", "") == "network");
    CHECK(document->text_or("at", "") == "1970-01-02T00:00:00.000Z");
    CHECK(document->find("link")->integer_or("round_trip", 0) == 400);
    CHECK(document->find("link")->integer_or("rate", 0) == 100'000);
    CHECK(document->find("link")->integer_or("failures", 0) == 1);
    CHECK(document->find("link")->integer_or("answered", 0) == 94);
    CHECK(document->find("clock")->text_or("source", "") == "machine");
    CHECK(document->find("clock")->integer_or("machine_offset", 0) == -90);
    CHECK(document->find("edition")->integer_or("number", 0) == 17);
    CHECK(document->integer_or("free_space", 0) == 1 << 30);
    const auto nothing = parse_json(to_text(Health()));
    REQUIRE(nothing);
    for (const char* key : {"last_contact", "quiet_until", "oldest_waiting", "edition"}) CHECK(nothing->find(key)->is_null());
    CHECK(nothing->find("link")->find("answered")->is_null());
}

TEST_CASE("the metrics are what Prometheus reads, each with its help and type", "[sync][sync.metrics]") {
    const std::string text = to_metrics(sample());
    CHECK(lines_with(text, "lianxin_waiting_records") == std::vector<std::string>{"lianxin_waiting_records{chain=\"requests\"} 3", "lianxin_waiting_records{chain=\"attachments\"} 40"});
    CHECK(lines_with(text, "lianxin_waiting_bytes") == std::vector<std::string>{"lianxin_waiting_bytes{chain=\"requests\"} 2700", "lianxin_waiting_bytes{chain=\"attachments\"} 1900000"});
    CHECK(lines_with(text, "lianxin_oldest_waiting")[1] == "lianxin_oldest_waiting_timestamp_seconds{chain=\"attachments\"} 18000");
    CHECK(lines_with(text, "lianxin_quarantined")[1] == "lianxin_quarantined_records{chain=\"attachments\"} 2");
    CHECK(lines_with(text, "quiet_until").empty());
    CHECK(lines_with(text, "lianxin_last_contact") == std::vector<std::string>{"lianxin_last_contact_timestamp_seconds 43200"});
    CHECK(lines_with(text, "machine_offset") == std::vector<std::string>{"lianxin_clock_machine_offset_seconds -90"});
    CHECK(lines_with(text, "\"machine\"") == std::vector<std::string>{"lianxin_clock_source{source=\"machine\"} 1"});
    CHECK(lines_with(text, "round_trip") == std::vector<std::string>{"lianxin_link_round_trip_seconds 0.4"});
    CHECK(lines_with(text, "lianxin_alarm").size() == 3);
    for (const std::string_view line : split(text, '\n')) {
        if (line.empty() || line.front() == '#') continue;
        const std::string name(line.substr(0, line.find_first_of("{ ")));
        CHECK(text.find("# HELP " + name + " ") != text.npos);
        CHECK(text.find("# TYPE " + name + " ") != text.npos);
    }
    CHECK(text.back() == '\n');
    CHECK(to_metrics(Health()).find("last_contact") == std::string::npos);
}

TEST_CASE("a divergence and a log that went back raise their alarms", "[sync][sync.metrics]") {
    Health health = sample();
    using Lines = std::vector<std::string>;
    const std::string requests = "lianxin_alarm{alarm=\"divergence\",chain=\"requests\"} ", attachments = "lianxin_alarm{alarm=\"divergence\",chain=\"attachments\"} ",
                      witness = "lianxin_alarm{alarm=\"witness\"} ";
    CHECK(lines_with(to_metrics(health), "alarm=") == Lines{requests + "0", attachments + "0", witness + "0"});
    health.attachments.diverged = true;
    CHECK(lines_with(to_metrics(health), "alarm=") == Lines{requests + "0", attachments + "1", witness + "0"});
    health.requests.diverged = true;
    health.round.problem = Error{ErrorCode::Untrusted, "the log went back", {}};
    // A certificate that is not trusted is no witness of anything: nothing was heard.
    CHECK_FALSE(health.contradicts_witness());
    health.round.heard = CountyTime{};
    CHECK(lines_with(to_metrics(health), "alarm=") == Lines{requests + "1", attachments + "1", witness + "1"});
    health.round = {};
    health.attachments.alarms.push_back({"kept", "seen", TimePoint()});
    CHECK(health.contradicts_witness());
}

TEST_CASE("the county is told of both chains what the status file tells", "[sync][sync.health]") {
    Health health = sample();
    const HealthReport told = report_of(health);
    CHECK(told.epoch == 2);
    CHECK(told.handed_in == 10);
    CHECK(told.delivered == 7);
    CHECK(told.waiting_bytes == 2700);
    CHECK(told.refused == 1);
    CHECK(told.problem == "network");
    CHECK(told.edition == 17);
    CHECK(told.clock == "machine");
    CHECK(told.attachments == AttachmentsHealth{40, 1'900'000, TimePoint(std::chrono::hours(5)), 2, false});
    health.attachments.diverged = true;
    health.attachments.alarms.push_back({"kept", "seen", TimePoint()});
    CHECK(report_of(health).problem == "diverged");
    CHECK(report_of(health).attachments.diverged);
    CHECK(report_of(health).seen_head == "seen");
    health.round.portal = true;
    health.attachments.diverged = false;
    CHECK(report_of(health).problem == "portal");
}

TEST_CASE("what waits of a chain is counted from its stores, whatever the last round came to", "[sync][sync.health]") {
    Hall hall;
    hall.hand_in(3, 700);
    hall.attach(2, 40'000);
    const ChainState before = state_of(hall.outbox_folder(), nullptr);
    CHECK(before.handed_in == 3);
    CHECK(before.waiting.count == 3);
    CHECK(before.waiting.bytes == 2100);
    CHECK(before.waiting.oldest == Hall::noon);
    Settlement settlement;
    settlement.delivery = {1, 1, 1};
    settlement.refused = {{Uuid{}, "body", Hall::noon}};
    settlement.divergence = Divergence{1, 1, Hash{}, Hall::noon};
    REQUIRE(hall.attachments_inbox.record_settlement(settlement));
    const ChainState parts = state_of(hall.attachments_folder(), &hall.attachments_kept);
    CHECK(parts.delivered == 1);
    CHECK(parts.waiting.count == 1);
    CHECK(parts.waiting.bytes == 40'000);
    CHECK(parts.refused == 1);
    CHECK(parts.diverged);
    CHECK_FALSE(state_of(hall.outbox_folder(), &hall.kept).diverged);
    const ChainState none = state_of(hall.folder / "nowhere", &hall.kept);
    CHECK(none.epoch == 0);
    CHECK(none.waiting.count == 0);
}

TEST_CASE("no single exchange turns over what is known of the link", "[sync][sync.link]") {
    LinkQuality link;
    CHECK(link.round_trip().count() == 0);
    CHECK(link.rate() == 0);
    CHECK_FALSE(link.answered_percent());
    SECTION("a round trip counts an eighth") {
        link.answered(100, Milliseconds(400));
        CHECK(link.round_trip() == Milliseconds(400));
        link.answered(100, Milliseconds(4400));
        CHECK(link.round_trip() == Milliseconds(900));
        link.answered(1'000'000, Milliseconds(20'000)); // a large one says nothing of it
        CHECK(link.round_trip() == Milliseconds(900));
    }
    SECTION("the rate is bytes over time, not the middle of rates") {
        link.answered(20'000, Milliseconds(10));
        CHECK(link.rate() == 2'000'000);
        link.answered(160'000, Milliseconds(20'000));
        CHECK(link.rate() > 8'000);
        CHECK(link.rate() < 10'000);
        link.answered(500, Milliseconds(900)); // a small one says nothing of it
        CHECK(link.rate() < 10'000);
    }
    SECTION("after minutes of carrying what was before is gone") {
        link.answered(10'000'000, Milliseconds(10'000));
        for (int i = 0; i < 30; ++i) link.answered(160'000, Milliseconds(20'000));
        CHECK(link.rate() >= 8'000);
        CHECK(link.rate() < 8'100);
    }
    SECTION("of the exchanges tried last, so many were answered") {
        for (int i = 0; i < 100; ++i) link.answered(500, Milliseconds(300));
        CHECK(link.answered_percent() == 100U);
        link.failed();
        CHECK(link.answered_percent() == 94U);
        for (int i = 0; i < 100; ++i) link.failed();
        CHECK(link.answered_percent() == 0U);
        CHECK(link.failures() == 101);
        link.told();
        CHECK(link.failures() == 0);
        CHECK(link.exchanges() == 100);
    }
    SECTION("an exchange that took no time breaks nothing") {
        link.answered(64'000, Milliseconds(0));
        CHECK(link.rate() == 64'000'000);
    }
}
