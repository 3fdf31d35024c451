// The rhythm, by tables.
#include "sync/rhythm.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace std::chrono_literals;

namespace {

const RhythmSettings settings{300s, 5s, 900s};

} // namespace

TEST_CASE("pauses double with each failure up to the longest, with chance taking off up to half", "[sync][sync.backoff]") {
    struct Row {
        unsigned failures;
        Milliseconds most;
    };
    SeededRandom random(7);
    for (const Row row : {Row{1, 5s}, Row{2, 10s}, Row{3, 20s}, Row{5, 80s}, Row{8, 640s}, Row{9, 900s}, Row{10, 900s}, Row{4'000'000'000u, 900s}})
        for (int count = 0; count < 200; ++count) {
            const auto pause = pause_after_failure(settings, row.failures, {}, random);
            CHECK(pause <= row.most);
            CHECK(pause >= row.most / 2);
        }
}

TEST_CASE("two kiosks that fail together do not try again together", "[sync][sync.backoff]") {
    SeededRandom one(1);
    SeededRandom other(2);
    CHECK(pause_after_failure(settings, 6, {}, one) != pause_after_failure(settings, 6, {}, other));
    CHECK(pause_after_success(settings, {}, one) != pause_after_success(settings, {}, other));
}

TEST_CASE("what the county asks for is kept, but nobody silences a kiosk for days", "[sync][sync.backoff]") {
    SeededRandom random(3);
    CHECK(pause_after_failure(settings, 1, 120s, random) == 120s);
    CHECK(pause_after_failure(settings, 9, 1s, random) >= 450s);
    CHECK(pause_after_failure(settings, 1, std::chrono::seconds(7 * 86'400), random) == 1h);
    CHECK(pause_after_success(settings, 1000s, random) == 1000s);
}

TEST_CASE("the resting pause keeps within a tenth", "[sync]") {
    SeededRandom random(4);
    for (int count = 0; count < 200; ++count) {
        const auto pause = pause_after_success(settings, {}, random);
        CHECK(pause >= 270s);
        CHECK(pause <= 330s);
    }
}
