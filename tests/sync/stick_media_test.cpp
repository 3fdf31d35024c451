// Sticks as they are in the world: nearly full ones, full ones, read-only ones, FAT32 and exFAT.
#include "records/wire/batch.h"
#include "tests/sync/medium.h"
#include "tests/sync/stick_road.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace lianxin;
using test::Medium;

namespace {

/// The chain and sequence of each record in a file, in its order.
std::vector<std::pair<std::string, std::uint64_t>> records_in(const Path& file) {
    std::vector<std::pair<std::string, std::uint64_t>> records;
    auto reader = good(CarriageReader::open(file));
    while (auto part = good(reader.next()))
        if (const auto batch = Batch::parse(std::get<CarriedRequest>(*part).body))
            for (const ReceivedItem& item : batch->items()) records.emplace_back(batch->head().kiosk, item.header.sequence);
    return records;
}

std::size_t files_in(const Path& folder) {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()));
}

} // namespace

TEST_CASE("a stick with little room takes the oldest requests first, and tells how many went and how many wait for the next one", "[stick][carry.full]") {
    Medium medium(GENERATE(Medium::Kind::Memory, Medium::Kind::Exfat), 24);
    StickRoad road(medium.folder());
    road.hall.attach(2);
    road.hall.hand_in(60, 4000);
    medium.fill(128 << 10);
    const CarriedOut first = good(road.both_chains().out(road.up(), 0, {}));
    CHECK(first.records > 15);
    CHECK(first.records < 60);
    CHECK(first.left == 62 - first.records);
    const auto sent = records_in(road.up());
    REQUIRE(sent.size() == first.records);
    for (std::size_t at = 0; at < sent.size(); ++at) CHECK(sent[at] == std::pair(std::string(Hall::kiosk_id), std::uint64_t{at + 1}));
    CHECK(good(road.county_in()).taken == first.records);
    CHECK(road.delivered() == 0);
    medium.empty();
    good(road.county_out());
    CHECK(good(road.both_chains().in(road.down())).delivered == first.records);
    const CarriedOut next = good(road.both_chains().out(road.up(), 0, {}));
    CHECK(next.records == first.left);
    CHECK(next.left == 0);
    CHECK(good(road.county_in()).taken == first.left);
    CHECK(files_in(road.stick()) == 2); // and nothing half written
}

TEST_CASE("a file on a stick stays when no better one fits beside it", "[stick][carry.full]") {
    Medium medium(GENERATE(Medium::Kind::Memory, Medium::Kind::Exfat), 24);
    StickRoad road(medium.folder());
    road.hall.hand_in(20, 4000);
    CHECK(good(road.out()).records == 20);
    const Bytes before = *read_file(road.up(), 1 << 20);
    road.hall.hand_in(5, 4000);
    for (const std::uint64_t room : {0U, 32U << 10}) {
        medium.fill(room);
        const CarriedOut told = good(road.out());
        CHECK(told.records == 20); // those that lie there already
        CHECK(told.left == 5);
        CHECK(told.bytes == before.size());
        CHECK(*read_file(road.up(), 1 << 20) == before);
        medium.empty();
        CHECK(files_in(road.stick()) == 1);
    }
    CHECK(good(road.out()).records == 25);
}

TEST_CASE("the room of a file that is of no use any more is used, and the file is never gone before the next is whole", "[stick][carry.full]") {
    Medium medium(Medium::Kind::Memory, 24);
    StickRoad road(medium.folder());
    road.hall.hand_in(40, 4000);
    CHECK(road.there_and_back().delivered == 40);
    std::filesystem::remove(road.down());
    road.hall.hand_in(60, 4000);
    medium.fill(48 << 10);
    const CarriedOut told = good(road.out());
    CHECK(told.records > 30); // more than 48 KiB hold
    CHECK(told.left == 60 - told.records);
    CHECK(records_in(road.up()).size() == told.records);
}

TEST_CASE("where not one record fits nothing is written, and that is told", "[stick][carry.full]") {
    Medium medium(GENERATE(Medium::Kind::Memory, Medium::Kind::Exfat), 24);
    StickRoad road(medium.folder());
    road.hall.hand_in(3, 20'000);
    for (const std::uint64_t room : {0U, 4096U, 16U << 10}) {
        medium.fill(room);
        const auto told = road.out();
        REQUIRE_FALSE(told);
        CHECK(told.error().code == ErrorCode::NoSpace);
        CHECK(files_in(road.stick()) == 0);
        medium.empty();
    }
    CHECK(road.delivered() == 0);
    CHECK(good(road.out()).records == 3);
}
