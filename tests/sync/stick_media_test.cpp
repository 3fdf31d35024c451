// Sticks as they are in the world: nearly full ones, full ones, read-only ones, FAT32 and exFAT.
#include "records/wire/batch.h"
#include "sync/stick_visit.h"
#include "tests/programs/process.h"
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

/// The daemon's hands, which write for real.
struct RoadHands final : StickHands {
    explicit RoadHands(StickRoad& its_road) : road(its_road) {}
    Result<StickSight> look(const Path&) override {
        StickSight sight;
        if (std::filesystem::exists(road.down())) sight.answers = road.down();
        return sight;
    }
    WaitingGoods waiting() override { return {}; }
    Result<CarriedIn> carry_in(const Path&, StickCarriage::Progress) override { return road.in(); }
    Result<CarriedOut> carry_out(const Path&, StickCarriage::Progress) override { return road.out(); }
    Result<void> install(const Path&, CopyProgress) override { return {}; }
    StickRoad& road;
};

StickStatus carry(StickRoad& road) {
    RoadHands hands(road);
    StickStatus last;
    const StickPlace place{road.place, StickPlace::Presence::Folder, {}, Milliseconds(0)};
    StickVisit(place, hands, road.hall.clock, [&](const StickStatus& status) { last = status; }, [] { return false; }).serve({1, StickDeed::Carry});
    return last;
}

} // namespace

TEST_CASE("a stick that is full or read-only is told as such at both ends, brings what it brought, and keeps its files", "[stick][carry.full]") {
    Medium medium(GENERATE(Medium::Kind::Memory, Medium::Kind::Fat32, Medium::Kind::Exfat), 40);
    StickRoad road(medium.folder());
    road.hall.hand_in(3, 20'000);
    good(road.out());
    good(road.county_in());
    good(road.county_out());
    std::filesystem::remove(road.up());
    road.hall.hand_in(3, 20'000);
    road.tell(1);
    std::string word, sentence;
    SECTION("full") {
        medium.fill();
        word = "no_space";
        sentence = "No space left on device";
    }
    SECTION("read-only") {
        medium.make_read_only();
        word = "read_only";
        sentence = "Read-only file system";
    }
    const Bytes down = *read_file(road.down(), 1 << 20);
    const Given given = good(road.desk().give(road.stick(), {"all"}));
    REQUIRE(given.kiosks.size() == 1);
    CHECK(given.kiosks[0].problem.find(sentence) != std::string::npos);
    CHECK(*read_file(road.down(), 1 << 20) == down);
    const StickStatus told = carry(road);
    CHECK(told.phase == StickPhase::Done);
    CHECK(told.delivered == 3); // the answers are in
    CHECK(told.carried == 0);
    CHECK(told.problem == word);
    CHECK(road.delivered() == 3);
    CHECK_FALSE(std::filesystem::exists(road.up()));
}

TEST_CASE("the whole way on a real FAT32 and a real exFAT stick, which other people's tools find sound", "[stick][carry.media]") {
    Medium medium(GENERATE(Medium::Kind::Fat32, Medium::Kind::Exfat), 40);
    StickRoad road(medium.folder());
    road.hall.hand_in(30);
    road.hall.attach(3);
    road.tell(1);
    const std::string edition(3 << 20, 'e');
    REQUIRE(write_file(road.county.folder / "editions/000001.lxe", edition));
    REQUIRE(road.county.writer->perform([&](Book& book) { return book.store.add(PublishedEdition{1, "000001.lxe", sha256(bytes_of(edition)), Hall::noon, ""}); }));
    const auto pull_and_look = [&](const Path& file) {
        const Bytes written = *read_file(file, 8 << 20);
        medium.unmount();
        if (medium.kind() == Medium::Kind::Fat32) {
            const auto check = test::run({"/sbin/fsck.vfat", "-n", medium.image().string()});
            INFO(check.out << check.err);
            CHECK(check.code == 0);
            const std::string seen = (road.hall.folder / "seen").string();
            REQUIRE(test::run({"mcopy", "-n", "-o", "-i", medium.image().string(), "::/lianxin/" + file.filename().string(), seen}).code == 0);
            CHECK(*read_file(seen, 8 << 20) == written);
        }
        if (medium.kind() == Medium::Kind::Exfat) {
            const auto check = test::run({"/sbin/fsck.exfat", "-n", medium.image().string()});
            INFO(check.out << check.err);
            CHECK(check.code == 0);
            CHECK(check.out.find("clean") != std::string::npos);
        }
        medium.mount();
        const bool lasts = medium.kind() != Medium::Kind::Memory;
        if (lasts) CHECK(*read_file(file, 8 << 20) == written);
        return lasts;
    };
    for (int journey = 0; journey < 2; ++journey) {
        CHECK(good(road.both_chains().out(road.up(), 0, {})).records == (journey == 0 ? 33 : 2));
        if (!pull_and_look(road.up())) return; // memory forgets
        CHECK(good(road.county_in()).taken == (journey == 0 ? 33 : 2));
        good(road.county_out());
        REQUIRE(pull_and_look(road.stick() / "edition-000001.lxe"));
        REQUIRE(pull_and_look(road.down()));
        CHECK(good(road.both_chains().in(road.down())).delivered == (journey == 0 ? 33 : 2));
        road.hall.hand_in(2); // the next journey replaces what lies there
    }
    CHECK(road.held() == 32 + 3);
    CHECK(road.delivered() == 32);
}

TEST_CASE("a stick with little room takes the oldest requests first, and tells how many went and how many wait for the next one", "[stick][carry.full]") {
    Medium medium(GENERATE(Medium::Kind::Memory, Medium::Kind::Fat32, Medium::Kind::Exfat), 40);
    StickRoad road(medium.folder());
    road.hall.attach(2);
    road.hall.hand_in(60, 4000);
    medium.fill(128 << 10);
    const CarriedOut first = good(road.both_chains().out(road.up(), 0, {}));
    CHECK(first.records > 15);
    CHECK(first.records < 60);
    CHECK(first.left == 62 - first.records);
    CHECK(first.parts == 0);
    CHECK(first.parts_left == 2);
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
    CHECK(next.parts == 2);
    CHECK(next.left == 0);
    CHECK(good(road.county_in()).taken == first.left);
    CHECK(files_in(road.stick()) == 2); // and nothing half written
}

TEST_CASE("a file on a stick stays when no better one fits beside it", "[stick][carry.full]") {
    Medium medium(GENERATE(Medium::Kind::Memory, Medium::Kind::Fat32, Medium::Kind::Exfat), 40);
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

TEST_CASE("a file on a stick that only looks like ours keeps nothing from being written", "[stick][carry.full]") {
    Medium medium(Medium::Kind::Memory, 24);
    StickRoad road(medium.folder());
    road.hall.hand_in(20, 4000);
    good(road.out());
    // Our headers, which anybody can copy, without the bodies.
    auto reader = good(CarriageReader::open(road.up()));
    auto writer = good(CarriageWriter::create(road.up(), reader.head()));
    while (auto part = good(reader.next())) {
        auto& request = std::get<CarriedRequest>(*part);
        if (const auto batch = Batch::parse(request.body)) {
            std::vector<BatchItem> items;
            for (const ReceivedItem& item : batch->items()) items.push_back({item.item.header, item.item.signature, {}});
            request.body = encode_batch(batch->head(), items, 1);
        }
        REQUIRE(writer.add(*part));
    }
    REQUIRE(writer.finish());
    medium.fill(32 << 10);
    const CarriedOut told = good(road.out());
    CHECK(told.records > 0);
    CHECK(told.records < 20);
    CHECK(told.left == 20 - told.records);
    CHECK(good(road.county_in()).taken == told.records);
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
    Medium medium(GENERATE(Medium::Kind::Memory, Medium::Kind::Fat32, Medium::Kind::Exfat), 40);
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
