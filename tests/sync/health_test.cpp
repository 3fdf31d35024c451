// The status file, and the same for Prometheus.
#include "sync/health.h"

#include "records/base/json.h"
#include "records/base/text.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

Health sample() {
    Health health;
    health.at = TimePoint(std::chrono::hours(24));
    health.last_contact = TimePoint(std::chrono::hours(12));
    health.round.epoch = 2;
    health.round.handed_in = 10;
    health.round.delivered = 7;
    health.round.problem = Error{ErrorCode::Network, "no link", {"POST /v1/batches"}};
    health.waiting = {3, 2700, TimePoint(std::chrono::hours(6))};
    health.refused = 1;
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
    CHECK(document->text_or("problem", "") == "network");
    CHECK(document->text_or("at", "") == "1970-01-02T00:00:00.000Z");
    CHECK(document->find("link")->integer_or("round_trip", 0) == 400);
    CHECK(document->find("link")->integer_or("rate", 0) == 100'000);
    CHECK(document->find("link")->integer_or("failures", 0) == 1);
    CHECK(document->find("clock")->text_or("source", "") == "machine");
    CHECK(document->find("clock")->integer_or("machine_offset", 0) == -90);
    CHECK(document->find("edition")->integer_or("number", 0) == 17);
    CHECK(document->integer_or("free_space", 0) == 1 << 30);
    const auto nothing = parse_json(to_text(Health()));
    REQUIRE(nothing);
    for (const char* key : {"last_contact", "oldest_waiting", "edition"}) CHECK(nothing->find(key)->is_null());
}

TEST_CASE("the metrics are what Prometheus reads, each with its help and type", "[sync][sync.metrics]") {
    const std::string text = to_metrics(sample());
    CHECK(lines_with(text, "lianxin_waiting_records") == std::vector<std::string>{"lianxin_waiting_records 3"});
    CHECK(lines_with(text, "lianxin_waiting_bytes") == std::vector<std::string>{"lianxin_waiting_bytes 2700"});
    CHECK(lines_with(text, "lianxin_last_contact") == std::vector<std::string>{"lianxin_last_contact_timestamp_seconds 43200"});
    CHECK(lines_with(text, "machine_offset") == std::vector<std::string>{"lianxin_clock_machine_offset_seconds -90"});
    CHECK(lines_with(text, "\"machine\"") == std::vector<std::string>{"lianxin_clock_source{source=\"machine\"} 1"});
    CHECK(lines_with(text, "round_trip") == std::vector<std::string>{"lianxin_link_round_trip_seconds 0.4"});
    CHECK(lines_with(text, "lianxin_alarm").size() == 2);
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
    CHECK(lines_with(to_metrics(health), "alarm=")[0] == "lianxin_alarm{alarm=\"divergence\"} 0");
    health.round.diverged = true;
    health.round.problem = Error{ErrorCode::Untrusted, "the log went back", {}};
    // A certificate that is not trusted is no witness of anything: nothing was heard.
    CHECK_FALSE(health.contradicts_witness());
    health.round.heard = CountyTime{};
    CHECK(lines_with(to_metrics(health), "alarm=") == std::vector<std::string>{"lianxin_alarm{alarm=\"divergence\"} 1", "lianxin_alarm{alarm=\"witness\"} 1"});
}

TEST_CASE("small exchanges tell the round trip, large ones the rate, both smoothed") {
    LinkQuality link;
    CHECK(link.round_trip().count() == 0);
    CHECK(link.rate() == 0);
    link.answered(100, Milliseconds(400));
    link.answered(100, Milliseconds(800));
    CHECK(link.round_trip() == Milliseconds(500));
    link.answered(64'000, Milliseconds(0));
    CHECK(link.rate() == 64'000'000);
    link.failed();
    link.failed();
    CHECK(link.failures() == 2);
    link.told();
    CHECK(link.failures() == 0);
    CHECK(link.exchanges() == 3);
}
