// What staff are told of the road to the county, whatever the daemon says of it.
#include "tests/kiosk/ui/stage.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;

namespace {

std::string told_of_link(SampleHall& hall, const std::string& problem) {
    Stage stage({1080, 1920}, 268);
    hall.hall.road.problem = problem;
    stage.show(hall, sample(hall, "staff-state"), Look::Normal);
    const Target* link = stage.ui().touch.find("staff.needs.link");
    REQUIRE(link);
    return link->spoken;
}

} // namespace

TEST_CASE("staff read in plain words why the county is not reached, never a name from the program", "[staff.road]") {
    SampleHall hall;
    CHECK(told_of_link(hall, "").find("来回0.6秒") != std::string::npos);
    CHECK(told_of_link(hall, "network").find("网络不通") != std::string::npos);
    CHECK(told_of_link(hall, "portal").find("登录") != std::string::npos);
    for (const char* newer : {"portal", "a name of a newer daemon"}) {
        const std::string told = told_of_link(hall, newer);
        CHECK(told.find(newer) == std::string::npos);
        CHECK(told.find("error.") == std::string::npos);
    }
}
