// Legal clocks across holidays, make-up days and weekends, with the holidays of the sample county.
#include "records/base/file.h"
#include "records/model/legal_clock.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

Day day(std::string_view text) {
    const auto parsed = parse_iso_day(text);
    REQUIRE(parsed);
    return *parsed;
}

Calendar sample_calendar() {
    Calendar calendar;
    for (const char* year : {"2026", "2027"}) {
        const auto text = read_text(
            Path(LIANXIN_SOURCE_DIR) / "assets/samples/county/holidays" / (std::string(year) + ".ics"), 1 << 20);
        REQUIRE(text);
        REQUIRE(calendar.add(*text));
    }
    return calendar;
}

std::string due(int limit, ClockUnit unit, std::string_view start) {
    static const Calendar calendar = sample_calendar();
    return iso_day(due_day({"x", "x", limit, unit, "", ""}, day(start), calendar));
}

} // namespace

TEST_CASE("working days skip weekends and the National Day holidays and count make-up days",
          "[model][clock.workdays]") {
    // 2026: holidays 1 to 7 October, made up on Sunday 20 September and Saturday 10 October.
    CHECK(due(1, ClockUnit::WorkingDays, "2026-09-18") == "2026-09-20");
    CHECK(due(2, ClockUnit::WorkingDays, "2026-09-18") == "2026-09-21");
    CHECK(due(1, ClockUnit::WorkingDays, "2026-09-30") == "2026-10-08");
    CHECK(due(3, ClockUnit::WorkingDays, "2026-09-30") == "2026-10-10");
    CHECK(due(4, ClockUnit::WorkingDays, "2026-09-30") == "2026-10-12");
    CHECK(due(10, ClockUnit::WorkingDays, "2026-11-22") == "2026-12-04");
    // Across the turn of the year: 1 to 3 January 2027.
    CHECK(due(1, ClockUnit::WorkingDays, "2026-12-31") == "2027-01-04");
}

TEST_CASE("natural days that end on a day off move to the next working day", "[model][clock.natural]") {
    CHECK(due(15, ClockUnit::NaturalDays, "2026-11-23") == "2026-12-08");
    CHECK(due(12, ClockUnit::NaturalDays, "2026-11-23") == "2026-12-07"); // 5 December is a Saturday
    CHECK(due(15, ClockUnit::NaturalDays, "2026-09-16") == "2026-10-08"); // 1 October
    CHECK(due(10, ClockUnit::NaturalDays, "2026-09-30") == "2026-10-10"); // a Saturday that is worked
    CHECK(due(60, ClockUnit::NaturalDays, "2026-11-22") == "2027-01-21");
}

TEST_CASE("clock rules are read, and what is wrong with them is named", "[model][clock]") {
    const std::string rule = "[[rule]]\nid = \"help\"\nname = \"求助\"\nlimit = 10\nunit = \"working_days\"\narticle = "
                             "\"第十二条\"\nsentence = \"10个工作日内答复您。\"\n";
    const auto rules = parse_clock_rules(rule);
    REQUIRE(rules);
    CHECK((*rules)[0].limit == 10);
    CHECK((*rules)[0].unit == ClockUnit::WorkingDays);
    CHECK(parse_clock_rules(rule + rule).error().message == "rule \"help\": \"id\" stands twice");
    CHECK(parse_clock_rules("").error().message == "\"rule\" must be given at least once, as [[rule]]");
    CHECK(parse_clock_rules("[[rule]]\nid = \"X y\"\nlimit = 0\nunit = \"weeks\"\nspeed = 1\n").error().message ==
          "rule \"X y\": \"id\" must be a name of small letters, digits and hyphens\n"
          "rule \"X y\": \"name\" must be given\n"
          "rule \"X y\": \"limit\" must be a whole number from 1 to 3650\n"
          "rule \"X y\": \"unit\" must be \"working_days\" or \"natural_days\"\n"
          "rule \"X y\": \"article\" must be given\n"
          "rule \"X y\": \"sentence\" must be given\n"
          "rule \"X y\": \"speed\" is not a key used here; check its spelling");
    CHECK(parse_clock_rules("[[rule]\n").error().message.substr(0, 6) == "line 1");
}
