// A kiosk whose battery is flat or whose year was set wrong: it says that the time is not set, and takes requests.
#include "records/base/date.h"
#include "records/base/kept_time.h"
#include "tests/crash/ledger_file.h"
#include "tests/programs/driven_kiosk.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace lianxin;
using namespace lianxin::test;

TEST_CASE("with a clock far off the kiosk says 时间未校准, takes requests, and marks them so", "[bad.clock]") {
    const std::string now = GENERATE("1970-01-01T00:00:00Z", "1999-01-01T00:00:00Z", "2040-01-01T00:00:00Z", "2100-06-01T08:00:00Z");
    const Demo demo;
    demo.hurry();
    DrivenKiosk kiosk(demo, {"--size", "540x960", "--now", now});
    CHECK(kiosk.value("hall.clock") == "时间未校准");
    kiosk.fill_help("机器的钟不准");
    kiosk.obey("tap confirm.submit");
    REQUIRE(kiosk.screen() == "receipt");
    // The wild clock is nowhere: not in what is kept, nor in the number on the slip.
    const auto kept = read_kept_time(demo.folder() / "kiosk/time.json");
    REQUIRE(kept);
    CHECK(kept->floor < SystemClock().wall());
    CHECK(kept->floor > SystemClock().wall() - std::chrono::days(400));
    CHECK(kiosk.spoken().find(now.substr(0, 4) + "年") == std::string::npos);
    CHECK(kiosk.value("receipt.code").size() == 16);
    const auto ledger = ledger_of(demo);
    REQUIRE(ledger.size() == 1);
    CHECK(parse_record_header(ledger.front().header)->clock_quality == ClockQuality::Unset);
    const Process county = demo.serve();
    const Finished delivered = demo.deliver();
    INFO(delivered.err);
    CHECK(delivered.code == 0);
    CHECK(cases_by_record(demo)[record_of(ledger.front())] == 1);
}

TEST_CASE("with a clock far off the kiosk goes by the county's time once the daemon has heard it in this boot", "[bad.clock]") {
    const Demo demo;
    const TimePoint county = SystemClock().wall();
    REQUIRE(make_folder(demo.folder() / "sync/inbox"));
    REQUIRE(write_kept_time(demo.folder() / "sync/inbox/time.json", {county, CountyTime{county, Milliseconds(0), Milliseconds(300), "wound by hand"}}));
    DrivenKiosk kiosk(demo, {"--size", "540x960", "--now", "1999-01-01T00:00:00Z"});
    const std::string shown = kiosk.value("hall.clock");
    CHECK((shown == chinese_time(county).substr(chinese_time(county).find(' ') + 1) || shown == chinese_time(county + std::chrono::minutes(1)).substr(chinese_time(county).find(' ') + 1)));
    kiosk.obey("wait 3600000");
    CHECK(kiosk.value("hall.clock") != shown);
    CHECK(kiosk.value("hall.clock") != "时间未校准");
}

TEST_CASE("with the time of today the kiosk shows it", "[bad.clock]") {
    const Demo demo;
    DrivenKiosk kiosk(demo, {"--size", "540x960"});
    CHECK(kiosk.value("hall.clock") != "时间未校准");
}
