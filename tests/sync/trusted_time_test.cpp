// Trusted time.
#include "sync/trusted_time.h"

#include "records/base/date.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

TEST_CASE("a clock before what has certainly passed, or far beyond it, is not believed", "[sync][sync.clock]") {
    const TimePoint floor = *parse_iso_time("2026-11-22T04:00:00Z");
    struct Row {
        const char* wall;
        const char* trusted;
    };
    for (const Row row : {Row{"1999-01-01T00:00:00Z", "2026-11-22T04:00:00Z"}, Row{"2026-11-22T03:59:59Z", "2026-11-22T04:00:00Z"},
                          Row{"2026-11-22T04:00:00Z", "2026-11-22T04:00:00Z"}, Row{"2027-03-01T00:00:00Z", "2027-03-01T00:00:00Z"},
                          Row{"2040-01-01T00:00:00Z", "2026-11-22T04:00:00Z"}})
        CHECK(trusted_time(*parse_iso_time(row.wall), floor) == *parse_iso_time(row.trusted));
}

TEST_CASE("the day of the build is known", "[sync]") { CHECK(build_date() > *parse_iso_time("2026-01-01T00:00:00Z")); }
