// A county that had to put a backup in place.
#include "records/wire/routes.h"
#include "tests/simulation/kiosk.h"
#include "tests/simulation/road.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <unistd.h>

using namespace lianxin;

namespace {

/// A county, a kiosk and a road on which nothing goes wrong.
struct Township {
    explicit Township(SimulatedKiosk::Memos memos = SimulatedKiosk::Memos::No) : kiosk(folder / "kiosk", "K-1", chance, memos) {
        county.enrol(kiosk.name(), std::string(SimulatedKiosk::township), kiosk.key().public_key());
    }
    ~Township() { std::filesystem::remove_all(folder); }

    void hand_in(int records) {
        for (int i = 0; i < records; ++i) receipts.push_back(kiosk.hand_in().request);
    }
    void carry() {
        kiosk.carry(road, county.keys());
        kiosk.settle();
    }

    SeededRandom chance{5};
    Path folder = std::filesystem::temp_directory_path() / ("lianxin-recovery-" + std::to_string(getpid()));
    SimulatedCounty county{folder / "county", chance};
    SimulatedKiosk kiosk;
    Road road{county, chance, 0};
    std::vector<Receipted> receipts;
};

/// Repeats an answer that was given long ago.
class Parrot final : public SerialTransport {
  public:
    explicit Parrot(Transport& road) : road_(road) {}

    Result<ReceivedAnswer> exchange(const OutgoingRequest& request, std::size_t largest, const ContentSink& sink) override {
        const bool is_batch = request.path == routes::batches;
        if (is_batch && repeat && before-- == 0) {
            ReceivedAnswer answer;
            answer.status = 200;
            if (auto taken = sink(answer, heard.at(*repeat)); !taken) return std::move(taken).error();
            return answer;
        }
        Bytes content;
        auto answer = road_.exchange(request, largest, [&](const ReceivedAnswer& told, ByteView piece) {
            append(content, piece);
            return sink(told, piece);
        });
        if (is_batch) heard.push_back(std::move(content));
        return answer;
    }

    std::vector<Bytes> heard;
    std::optional<std::size_t> repeat;
    int before = 0; ///< batches that are answered first

  private:
    Transport& road_;
};

} // namespace

TEST_CASE("an answer of a log that is gone delivers nothing, though it fits where the two logs part", "[county.restored]") {
    Township township;
    Parrot parrot(township.road);
    const auto carry = [&] {
        township.kiosk.carry(parrot, township.county.keys());
        township.kiosk.settle();
    };
    township.hand_in(2);
    carry();
    township.county.back_up();
    township.hand_in(1);
    carry();
    REQUIRE(township.county.held().size() == 3);
    const std::size_t of_the_third = parrot.heard.size() - 1;
    township.county.restore();
    township.county.declare_recovery();
    // The kiosk learns that the third is lost and sends it; a slow road brings the answer of the first time.
    parrot.repeat = of_the_third;
    parrot.before = 1;
    carry();
    CHECK(township.county.held().size() == 2);
    CHECK(township.kiosk.waiting() == 1);
    parrot.repeat.reset();
    carry();
    CHECK(township.county.held().size() == 3);
    CHECK(township.kiosk.waiting() == 0);
}

TEST_CASE("a county put back to its backup is believed only with its roots' word, and is sent again what it lost", "[county.restored]") {
    Township township;
    township.hand_in(5);
    township.carry();
    township.county.back_up();
    township.hand_in(3);
    township.carry();
    REQUIRE(township.county.held().size() == 8);
    REQUIRE(township.kiosk.waiting() == 0);

    township.county.restore();
    REQUIRE(township.county.held().size() == 5);
    township.hand_in(1);
    township.carry();
    CHECK(township.kiosk.waiting() == 1);
    CHECK(township.kiosk.delivery().delivered_through == 8);

    township.county.declare_recovery();
    township.carry();
    CHECK(township.kiosk.waiting() == 0);
    const auto held = township.county.held();
    REQUIRE(held.size() == 9);
    for (std::size_t i = 0; i < held.size(); ++i) CHECK(held[i].record == township.receipts[i].record);
    CHECK(township.county.faults().empty());
}

TEST_CASE("what a restored county lost is sent again even when nothing new waits", "[county.restored]") {
    Township township;
    township.hand_in(2);
    township.carry();
    township.county.back_up();
    township.hand_in(2);
    township.carry();
    township.county.restore();
    township.county.declare_recovery();
    township.carry();
    CHECK(township.county.held().size() == 4);
    CHECK(township.kiosk.waiting() == 0);
}

TEST_CASE("a body that was taken late is kept until it is backed up, though the inbox that knew of it was lost", "[county.restored][sync.late-kept]") {
    Township township;
    township.hand_in(3);
    REQUIRE(township.kiosk.damage(Copy::Database, Part::Body, township.receipts[1].record));
    township.carry();
    REQUIRE(township.kiosk.refused(Carried::Requests).size() == 1);
    township.county.back_up(); // it holds the header, and not the body
    township.kiosk.restart();
    township.carry();
    REQUIRE(township.county.held().size() == 3);
    township.kiosk.lose_inbox();
    township.carry();
    CHECK(township.kiosk.waiting() == 0);
    township.kiosk.clock.advance(std::chrono::hours(24 * 40));
    township.kiosk.settle();
    township.county.restore();
    township.county.declare_recovery();
    REQUIRE(township.county.held().size() == 2);
    township.carry();
    township.carry();
    CHECK(township.county.held().size() == 3);
    CHECK(township.kiosk.refused(Carried::Requests).empty());
}

TEST_CASE("whatever bit of a header goes bad, what was handed in arrives without anybody", "[sync.bad-row]") {
    for (int trial = 0; trial < 24; ++trial) {
        Township township;
        township.chance = SeededRandom(static_cast<std::uint64_t>(trial));
        township.hand_in(5);
        REQUIRE(township.kiosk.damage(Copy::Database, Part::Header, township.receipts[2].record));
        township.carry();
        township.carry();
        INFO("trial " << trial);
        CHECK(township.kiosk.waiting() == 0);
        std::size_t arrived = 0;
        for (const auto& held : township.county.held())
            arrived += std::any_of(township.receipts.begin(), township.receipts.end(), [&](const Receipted& one) { return one.record == held.record; }) ? 1U : 0U;
        CHECK(arrived == township.receipts.size());
    }
}

TEST_CASE("attachments that a restored county lost are sent again even when nothing new waits", "[county.restored]") {
    Township township(SimulatedKiosk::Memos::Yes);
    township.county.back_up();
    township.kiosk.hand_in(3);
    township.carry();
    REQUIRE(township.county.held().size() == 4);
    township.county.restore();
    township.county.declare_recovery();
    township.carry();
    CHECK(township.county.held().size() == 4);
    CHECK(township.kiosk.waiting() == 0);
}

TEST_CASE("only what the county has backed up counts as safe there", "[county.backup]") {
    Township township;
    township.hand_in(4);
    township.carry();
    CHECK(township.kiosk.delivery().delivered_through == 4);
    CHECK(township.kiosk.delivery().durable_through == 0);
    township.county.back_up();
    township.hand_in(1);
    township.carry();
    CHECK(township.kiosk.delivery().durable_through == 4);
}

TEST_CASE("an old disk on one side loses nothing; on both sides it loses what came after both", "[county.restored]") {
    Township township;
    township.county.back_up();
    const auto image = township.kiosk.moment();
    township.hand_in(3);
    township.carry();
    REQUIRE(township.county.held().size() == 3);

    SECTION("the kiosk's alone") {
        township.kiosk.roll_back(image);
        township.hand_in(1);
        township.carry();
        township.carry();
        CHECK(township.county.held().size() == 4);
        CHECK(township.kiosk.waiting() == 0);
    }
    SECTION("the county's alone") {
        township.county.restore();
        township.county.declare_recovery();
        township.carry();
        CHECK(township.county.held().size() == 3);
    }
    SECTION("both: no byte of it is left anywhere, so nothing can be sent") {
        township.kiosk.roll_back(image);
        township.county.restore();
        township.county.declare_recovery();
        township.carry();
        township.carry();
        CHECK(township.county.held().empty());
        CHECK(township.kiosk.waiting() == 0);
        CHECK(township.county.faults().empty());
    }
}
