// When frames are drawn and how long the kiosk sleeps.
#include "kiosk/ui/pacer.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {
constexpr Milliseconds start{1000};
void settle(Pacer& pacer) {
    for (int i = 0; i < Pacer::settle; ++i) pacer.drawn(start, false);
}
} // namespace

TEST_CASE("with nothing to do the kiosk sleeps until something happens", "[pacer]") {
    Pacer pacer;
    settle(pacer);
    CHECK_FALSE(pacer.is_due(start));
    CHECK_FALSE(pacer.sleep(start).has_value());
}

TEST_CASE("input is worth three frames", "[pacer]") {
    Pacer pacer;
    settle(pacer);
    pacer.input();
    for (int i = 0; i < 3; ++i) {
        CHECK(pacer.sleep(start) == Milliseconds{0});
        pacer.drawn(start, false);
    }
    CHECK_FALSE(pacer.is_due(start));
}

TEST_CASE("a rolling list keeps drawing", "[pacer]") {
    Pacer pacer;
    settle(pacer);
    pacer.input();
    for (int i = 0; i < 20; ++i) {
        pacer.drawn(start, true);
        CHECK(pacer.is_due(start));
    }
    pacer.drawn(start, false);
    CHECK_FALSE(pacer.is_due(start));
}

TEST_CASE("the kiosk sleeps until the nearest deadline and draws once then", "[pacer]") {
    Pacer pacer;
    settle(pacer);
    pacer.wake_at(start + Milliseconds{500});
    pacer.wake_at(start + Milliseconds{900});
    CHECK(pacer.sleep(start) == Milliseconds{500});
    CHECK_FALSE(pacer.is_due(start + Milliseconds{499}));
    CHECK(pacer.is_due(start + Milliseconds{500}));
    pacer.drawn(start + Milliseconds{500}, false);
    CHECK_FALSE(pacer.is_due(start + Milliseconds{500}));
}
