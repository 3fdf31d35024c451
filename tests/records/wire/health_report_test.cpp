// Health reports.
#include "records/wire/health_report.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

TEST_CASE("a health report comes out as it went in", "[wire]") {
    const HealthReport report{"0.1.0", 2, 40, 38, 17, 1'000'000, TimePoint(Milliseconds(5)), "network"};
    const auto read = parse_health(encode_health(report));
    REQUIRE(read);
    CHECK(*read == report);
}

TEST_CASE("a health report that is cut is refused", "[wire][wire.hostile]") {
    const Bytes bytes = encode_health({});
    for (std::size_t length = 0; length < bytes.size(); ++length) CHECK_FALSE(parse_health(ByteView(bytes).first(length)));
}
