// Dates as HTTP spells them.
#include "sync/http_date.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

TEST_CASE("the three forms of a date of HTTP are one moment", "[sync][http-date]") {
    const std::chrono::sys_seconds moment{std::chrono::seconds(784'111'777)};
    for (const char* text : {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"}) {
        INFO(text);
        const auto read = parse_http_date(text);
        REQUIRE(read);
        CHECK(*read == moment);
    }
    CHECK(parse_http_date("Thu, 26-Nov-26 00:00:00 GMT").value() == std::chrono::sys_days(std::chrono::year(2026) / 11 / 26));
}

TEST_CASE("what is no date of HTTP is refused", "[sync][http-date]") {
    for (const char* text : {"", "soon", "120", "Sun, 31 Feb 2027 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CST", "Sun, 06 Nov 1994 8:49:37 GMT",
                             "Sun, 06 Nov 1994 08:49:37 GMT GMT", "Sun, 06 11 1994 08:49:37 GMT", "Sun, 06 Nov 194 08:49:37 GMT",
                             "Sun, 06 Nov 1994 08:49:37 GMT                                      "}) {
        INFO(text);
        CHECK_FALSE(parse_http_date(text));
    }
}
