// The status file.
#include "sync/health.h"

#include "records/base/json.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

TEST_CASE("the status file says what waits and what is wrong", "[sync][sync.health]") {
    Health health;
    health.at = TimePoint(std::chrono::hours(24));
    health.round.epoch = 2;
    health.round.handed_in = 10;
    health.round.delivered = 7;
    health.round.problem = Error{ErrorCode::Network, "no link", {"POST /v1/batches"}};
    const auto document = parse_json(to_text(health));
    REQUIRE(document);
    CHECK(document->integer_or("waiting", 0) == 3);
    CHECK(document->integer_or("delivered", 0) == 7);
    CHECK(document->text_or("problem", "") == "network");
    CHECK(document->text_or("at", "") == "1970-01-02T00:00:00.000Z");
    CHECK(document->find("last_contact")->is_null());
}
