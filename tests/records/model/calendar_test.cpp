// Working days by the iCalendar tables of holidays and make-up days.
#include "records/base/file.h"
#include "records/model/calendar.h"
#include "records/model/icalendar.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

Day day(std::string_view text) {
    const auto parsed = parse_iso_day(text);
    REQUIRE(parsed);
    return *parsed;
}

std::string event(std::string_view body) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n" + std::string(body) + "END:VEVENT\r\nEND:VCALENDAR\r\n";
}

std::string problem(std::string_view text) {
    const auto events = parse_icalendar(text);
    return events ? "" : events.error().message;
}

} // namespace

TEST_CASE("without holidays the working days are Monday to Friday", "[model][calendar]") {
    const Calendar calendar;
    CHECK(calendar.is_working(day("2026-11-20"))); // a Friday
    CHECK_FALSE(calendar.is_working(day("2026-11-21")));
    CHECK_FALSE(calendar.is_working(day("2026-11-22")));
    CHECK(calendar.is_working(day("2026-11-23")));
    CHECK_FALSE(calendar.knows_year_of(day("2026-11-23")));
}

TEST_CASE("an event without an end lasts one day, with an end until the day before it", "[model][calendar]") {
    Calendar calendar;
    REQUIRE(calendar.add(event("DTSTART;VALUE=DATE:20261123\r\nCATEGORIES:HOLIDAY\r\n")));
    REQUIRE(
        calendar.add(event("DTSTART;VALUE=DATE:20261125\r\nDTEND;VALUE=DATE:20261127\r\nCATEGORIES:x,HOLIDAY\r\n")));
    CHECK_FALSE(calendar.is_working(day("2026-11-23")));
    CHECK(calendar.is_working(day("2026-11-24")));
    CHECK_FALSE(calendar.is_working(day("2026-11-25")));
    CHECK_FALSE(calendar.is_working(day("2026-11-26")));
    CHECK(calendar.is_working(day("2026-11-27")));
    CHECK(calendar.knows_year_of(day("2026-01-01")));
    CHECK_FALSE(calendar.knows_year_of(day("2027-01-01")));
}

TEST_CASE("a make-up day turns a Saturday into a working day", "[model][calendar]") {
    Calendar calendar;
    REQUIRE(calendar.add(event("DTSTART;VALUE=DATE:20261121\r\nCATEGORIES:WORKDAY\r\n")));
    CHECK(calendar.is_working(day("2026-11-21")));
}

TEST_CASE("folded lines, bare line feeds, quoted parameters and lower case are read", "[model][calendar]") {
    const std::string folded =
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY;X=\"a:b;VALUE=DATE\":\xe5\x85\n \x83\xe6\x97\xa6\n"
        "dtstart;value=date:2026\n 1123\nCATEG\n\tORIES:hol\n iday\nEND:VEVENT\nEND:VCALENDAR\n";
    Calendar calendar;
    REQUIRE(calendar.add(folded));
    CHECK_FALSE(calendar.is_working(day("2026-11-23")));
}

TEST_CASE("cancelled events, events with a time and inner alarms count for nothing", "[model][calendar]") {
    Calendar calendar;
    REQUIRE(calendar.add(event("DTSTART;VALUE=DATE:20261123\r\nCATEGORIES:HOLIDAY\r\nSTATUS:CANCELLED\r\n")));
    REQUIRE(calendar.add(event("DTSTART:20261124T090000Z\r\nCATEGORIES:HOLIDAY\r\n")));
    REQUIRE(calendar.add(
        event("DTSTART;VALUE=DATE:20261127\r\nCATEGORIES:MEETING\r\nBEGIN:VALARM\r\nDURATION:PT5M\r\nEND:VALARM\r\n")));
    for (const char* text : {"2026-11-23", "2026-11-24", "2026-11-27"}) CHECK(calendar.is_working(day(text)));
}

TEST_CASE("a broken calendar is refused with the line and adds nothing", "[model][calendar]") {
    CHECK(problem("") == "line 1: BEGIN:VCALENDAR expected");
    CHECK(problem("hello\n") == "line 1: NAME:VALUE expected");
    CHECK(problem("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n") == "line 3: END:VCALENDAR without its BEGIN");
    CHECK(problem("BEGIN:VCALENDAR\n") == "line 1: END:VCALENDAR is missing");
    CHECK(problem(event("DTSTART;VALUE=DATE:20260231\r\n")) == "line 4: DTSTART must be a day like 20260101");
    CHECK(problem(event("DTSTART;VALUE=DATE:20260301\r\nDTEND;VALUE=DATE:20260301\r\n")) ==
          "line 6: the event ends before it begins");
    CHECK(problem(event("DTSTART;VALUE=DATE:20260301\r\nDTEND;VALUE=DATE:99990301\r\n")) ==
          "line 6: the event is longer than a year");
    CHECK(problem(event("RRULE:FREQ=YEARLY\r\n")) ==
          "line 4: RRULE is not used here; write one event for each run of days");
    Calendar calendar;
    const std::string both =
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261123\nCATEGORIES:HOLIDAY\nEND:VEVENT\n"
        "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261123\nCATEGORIES:WORKDAY\nEND:VEVENT\nEND:VCALENDAR\n";
    const auto added = calendar.add(both);
    REQUIRE_FALSE(added);
    CHECK(added.error().message == "line 6: 2026-11-23 is both a holiday and a working day");
    CHECK(calendar.is_working(day("2026-11-23")));
}

TEST_CASE("the n-th working day does not count the day of the start", "[model][calendar]") {
    const Calendar calendar;
    CHECK(calendar.after_working_days(day("2026-11-20"), 1) == day("2026-11-23"));
    CHECK(calendar.after_working_days(day("2026-11-21"), 1) == day("2026-11-23"));
    CHECK(calendar.after_working_days(day("2026-11-20"), 0) == day("2026-11-20"));
    CHECK(calendar.next_working(day("2026-11-21")) == day("2026-11-23"));
    CHECK(calendar.next_working(day("2026-11-23")) == day("2026-11-23"));
}
