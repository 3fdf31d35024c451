// What kiosk and daemon tell each other about a stick comes out as it went in, and junk is no word of theirs.
#include "records/wire/stick_status.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

TEST_CASE("wish and status about a stick come out as they went in", "[wire]") {
    const auto wish = parse_stick_wish(to_text(StickWish{7, StickDeed::Install}));
    REQUIRE(wish);
    CHECK(wish->number == 7);
    CHECK(wish->deed == StickDeed::Install);
    StickStatus status;
    status.number = 7;
    status.phase = StickPhase::Working;
    status.deed = StickDeed::Carry;
    status.edition = StickEdition{12, "内容", "县办", TimePoint(Milliseconds(1'793'333'333'000)), 90, 3, 2, true};
    status.answers = true;
    status.refusals = {{"a.lxe", "older"}, {"b.lxe", "stranger"}, {"c.lxe", "too_early", TimePoint(Milliseconds(1'798'700'000'000))}};
    status.done = 3;
    status.all = 9;
    status.waiting_parts = 21;
    status.carried_parts = 13;
    status.left_parts = 8;
    status.for_others = 12;
    status.problem = "no_space";
    status.problem_in = "corrupt";
    const auto read = parse_stick_status(to_text(status));
    REQUIRE(read);
    CHECK(*read == status);
    for (const std::string_view junk : {"", "{}", "[]", "{\"number\": -1, \"deed\": \"look\"}", "{\"number\": 1, \"deed\": \"dance\"}"}) {
        CHECK_FALSE(parse_stick_wish(junk));
        CHECK_FALSE(parse_stick_status(junk));
    }
}
