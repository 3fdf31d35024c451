// Sizes of batches, by tables.
#include "sync/pace.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t largest = 250'000;

/// What a batch holds once a link of so many bytes a second was measured for a while.
std::size_t settled(double rate) {
    Pace pace(largest, 4);
    for (int count = 0; count < 30; ++count) {
        const std::size_t bytes = pace.batch_bytes();
        pace.carried(bytes, Milliseconds(static_cast<std::int64_t>(static_cast<double>(bytes) / rate * 1000)));
    }
    return pace.batch_bytes();
}

} // namespace

TEST_CASE("a batch holds as much as the link carries in some seconds, within bounds", "[sync][sync.pace]") {
    CHECK(settled(100) == 16u << 10);
    const std::size_t slow = settled(8'000), fast = settled(20'000);
    CHECK(slow >= 5 * 8'000);
    CHECK(slow <= 10 * 8'000);
    CHECK(fast > slow);
    CHECK(settled(1e9) == largest);
}

TEST_CASE("batches grow no faster than twofold", "[sync][sync.pace]") {
    Pace pace(largest, 4);
    CHECK(pace.side_by_side() == 4);
    const std::size_t first = pace.batch_bytes();
    CHECK(first <= 64u << 10);
    pace.carried(first, 1ms);
    CHECK(pace.batch_bytes() == 2 * first);
    CHECK(pace.side_by_side() == 4);
}

TEST_CASE("a thin line is not filled with more connections than it has room for", "[sync][sync.pace]") {
    const auto side_by_side = [](double rate) {
        Pace pace(largest, 4);
        for (int count = 0; count < 5; ++count) {
            const std::size_t bytes = pace.batch_bytes();
            pace.carried(bytes, Milliseconds(static_cast<std::int64_t>(static_cast<double>(bytes) / rate * 1000)));
        }
        return pace.side_by_side();
    };
    CHECK(side_by_side(8'000) == 2);    // 64 kbit/s
    CHECK(side_by_side(20'000) == 4);   // two connections on a line of 1 Mbit/s that loses many packets
    CHECK(side_by_side(125'000) == 4);
    CHECK(Pace(largest, 1).side_by_side() == 1);
}

TEST_CASE("a batch of one record took a round trip, and tells nothing of the rate", "[sync][sync.pace]") {
    Pace pace(largest, 4);
    for (int count = 0; count < 9; ++count) pace.carried(pace.batch_bytes(), 100ms);
    CHECK(pace.batch_bytes() == largest);
    for (int count = 0; count < 100; ++count) pace.carried(900, 600ms);
    CHECK(pace.batch_bytes() == largest);
    CHECK(pace.side_by_side() == 4);
    pace.failed();
    pace.carried(900, 600ms);
    CHECK(pace.side_by_side() == 4);
    for (int count = 0; count < 9; ++count) pace.carried(pace.batch_bytes() * 3 / 4, 100ms); // as batches are when they are packed
    CHECK(pace.batch_bytes() == largest);
}

TEST_CASE("after a failure one small batch tries first", "[sync][sync.pace]") {
    Pace pace(largest, 4);
    for (int count = 0; count < 9; ++count) pace.carried(pace.batch_bytes(), 1ms);
    CHECK(pace.batch_bytes() == largest);
    pace.failed();
    CHECK(pace.batch_bytes() == 16u << 10);
    CHECK(pace.side_by_side() == 1);
    CHECK(Pace(1000, 4).batch_bytes() == 1000);
}
