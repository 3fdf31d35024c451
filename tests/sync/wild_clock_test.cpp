// The real daemon on a machine whose clock says anything, held by faketime: it reaches its county, and no wild time is kept.
#include "records/base/json.h"
#include "records/base/kept_time.h"
#include "tests/programs/process.h"
#include "tests/sync/county_at_work.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <thread>

using namespace lianxin;
using namespace std::chrono_literals;
using test::CountyAtWork;

namespace {

constexpr std::chrono::minutes near{2};

/// The same command on a machine whose wall clock is moved by `setting`; its monotonic clock is true.
std::vector<std::string> under(const std::string& setting, std::vector<std::string> command) {
    command.insert(command.begin(), {"env", "LD_PRELOAD=/usr/$LIB/faketime/libfaketime.so.1", "FAKETIME_DONT_FAKE_MONOTONIC=1", "FAKETIME_NO_CACHE=1", setting});
    return command;
}

/// Whose wall clock begins at `wall`.
std::vector<std::string> at_wall(const std::string& wall, std::vector<std::string> command) { return under("FAKETIME=@" + wall, std::move(command)); }

KeptTime kept_of(const CountyAtWork& work) {
    auto kept = read_kept_time(work.folder() / "sync/inbox/time.json");
    if (!kept) FAIL(kept.error().text());
    return *kept;
}

Value health_of(const CountyAtWork& work) {
    const auto health = parse_json(read_text(work.folder() / "sync/health.json", 1 << 16).value());
    REQUIRE(health);
    return *health;
}

bool is_near(TimePoint moment, TimePoint now) { return moment > now - near && moment < now + near; }
TimePoint now() { return SystemClock().wall(); }

/// Waits up to 30 s.
bool becomes(const std::function<bool()>& true_now) {
    for (int tries = 0; tries < 300; ++tries) {
        if (true_now()) return true;
        std::this_thread::sleep_for(100ms);
    }
    return false;
}

} // namespace

TEST_CASE("whatever the machine's clock says, the county is reached and its time is the one that is kept", "[sync][clock.wild]") {
    const std::string wall = GENERATE("1970-01-02 00:00:00", "1999-01-01 00:00:00", "2040-01-01 00:00:00", "2100-06-01 00:00:00");
    CountyAtWork work;
    work.serve();
    work.hand_in(3);
    const auto once = test::run(at_wall(wall, work.sync_command({"--once"})));
    INFO(once.err);
    CHECK(once.code == 0);
    CHECK(work.delivered() == 3);
    const KeptTime kept = kept_of(work);
    CHECK(is_near(kept.floor, now()));
    REQUIRE(kept.heard);
    CHECK(kept.heard->boot == boot_id());
    const Value health = health_of(work);
    CHECK(health.find("clock")->text_or("source", "") == "county");
    CHECK(is_near(*parse_iso_time(health.text_or("at", "")), now()));
}

TEST_CASE("without a county a wild clock gets into nothing that is kept", "[sync][clock.wild]") {
    const std::string wall = GENERATE("1970-01-02 00:00:00", "2040-01-01 00:00:00", "2100-06-01 00:00:00");
    CountyAtWork work;
    CHECK(test::run(at_wall(wall, work.sync_command({"--once"}))).code == 1);
    CHECK(kept_of(work).floor < now());
    CHECK(kept_of(work).floor > now() - std::chrono::days(400));
    CHECK(health_of(work).find("clock")->text_or("source", "") == "floor");
}

TEST_CASE("the floor outlives kill -9 and a boot with a dead clock", "[sync][clock.floor]") {
    CountyAtWork work;
    work.serve();
    test::Process daemon(work.sync_command({}));
    REQUIRE(becomes([&] { return std::filesystem::exists(work.folder() / "sync/inbox/time.json"); }));
    daemon.kill();
    const TimePoint floor = kept_of(work).floor;
    CHECK(is_near(floor, now()));
    work.kill_server();
    CHECK(test::run(at_wall("1970-01-02 00:00:00", work.sync_command({"--once"}))).code == 1);
    CHECK(kept_of(work).floor >= floor);
    CHECK(*parse_iso_time(health_of(work).text_or("at", "")) >= floor);
    // A torn file is no floor, and what the county said last still is one.
    REQUIRE(write_file(work.folder() / "sync/inbox/time.json", std::string_view("{\"floor\": \"20")));
    CHECK(test::run(at_wall("1970-01-02 00:00:00", work.sync_command({"--once"}))).code == 1);
    CHECK(kept_of(work).floor > floor - near);
}

TEST_CASE("a clock that jumps both ways under a running daemon moves its time nowhere", "[sync][clock.jump]") {
    CountyAtWork work;
    work.serve();
    const Path dial = work.folder() / "dial";
    REQUIRE(write_file(dial, std::string_view("@2026-06-01 00:00:00\n")));
    auto text = read_text(work.folder() / "sync.toml", 1 << 16).value();
    REQUIRE(write_file(work.folder() / "sync.toml", text + "resting_seconds = 1\n"));
    test::Process daemon(under("FAKETIME_TIMESTAMP_FILE=" + dial.string(), work.sync_command({})));
    const Path file = work.folder() / "sync/health.json";
    REQUIRE(becomes([&] { return std::filesystem::exists(file); }));
    TimePoint last{};
    for (const char* wall : {"@2100-01-01 00:00:00\n", "@1970-01-02 00:00:00\n", "@2040-01-01 00:00:00\n", "@1999-01-01 00:00:00\n"}) {
        REQUIRE(write_file(dial, std::string_view(wall)));
        const auto written = std::filesystem::last_write_time(file);
        REQUIRE(becomes([&] { return std::filesystem::last_write_time(file) > written + 2500ms; }));
        const Value health = health_of(work);
        const TimePoint at = *parse_iso_time(health.text_or("at", ""));
        INFO(wall);
        CHECK(is_near(at, now()));
        CHECK(at >= last);
        CHECK(std::abs(health.find("clock")->integer_or("machine_offset", 0)) > 300 * 24 * 3600);
        CHECK(is_near(kept_of(work).floor, now()));
        last = at;
    }
}
