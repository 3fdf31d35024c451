// The daemon beside the technician, with hands of straw: every end of a wish is told.
#include "sync/stick_visit.h"

#include "records/pack/refusal.h"
#include "tests/sync/hall.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

struct StrawHands final : StickHands {
    StickSight sight;
    Result<CarriedIn> in = CarriedIn{};
    Result<CarriedOut> out = CarriedOut{};
    Result<void> installed;
    std::vector<std::string> asked;
    std::function<void()> meanwhile;

    Result<StickSight> look(const Path&) override { return sight; }
    WaitingGoods waiting() override { return {12, 30}; }
    Result<CarriedIn> carry_in(const Path&, StickCarriage::Progress progress) override {
        asked.emplace_back("in");
        progress(1, 2);
        if (meanwhile) meanwhile();
        return in;
    }
    Result<CarriedOut> carry_out(const Path&, StickCarriage::Progress progress) override {
        asked.emplace_back("out");
        progress(1, 2);
        if (meanwhile) meanwhile();
        return out;
    }
    Result<void> install(const Path&, CopyProgress progress) override {
        asked.emplace_back("install");
        progress(5, 10);
        if (meanwhile) meanwhile();
        return installed;
    }
};

struct Visit {
    Visit() { std::filesystem::create_directories(place.folder); }
    StickStatus serve(StickDeed deed) {
        told.clear();
        StickVisit(place, hands, hall.clock, [this](const StickStatus& status) { told.push_back(status); }, [] { return false; }).serve({++number, deed});
        REQUIRE_FALSE(told.empty());
        CHECK(told.back().number == number);
        CHECK(told.back().deed == deed);
        return told.back();
    }
    Hall hall;
    StickPlace place{hall.folder / "stick", StickPlace::Presence::Folder, {}, Milliseconds(200)};
    StrawHands hands;
    std::vector<StickStatus> told;
    std::uint64_t number = 0;
};

const Error disk{ErrorCode::Storage, "input/output error", {}};

} // namespace

TEST_CASE("a look tells what lies there and does nothing", "[stick][stick.visit]") {
    Visit visit;
    CHECK(visit.serve(StickDeed::Look).phase == StickPhase::Found);
    CHECK(visit.told.back().waiting == 12);
    CHECK(visit.told.back().waiting_parts == 30);
    CHECK(visit.hands.asked.empty());
    std::filesystem::remove_all(visit.place.folder);
    for (const StickDeed deed : {StickDeed::Look, StickDeed::Carry, StickDeed::Install}) CHECK(visit.serve(deed).phase == StickPhase::Absent);
    CHECK(visit.hands.asked.empty());
}

TEST_CASE("carrying takes in first and takes along after", "[stick][stick.visit]") {
    Visit visit;
    visit.hands.sight.answers = "down";
    visit.hands.in = CarriedIn{25, 1, 3, 0, false, {}, 4};
    visit.hands.out = CarriedOut{42, 900, 7, 30, 5};
    const StickStatus done = visit.serve(StickDeed::Carry);
    CHECK(done.phase == StickPhase::Done);
    CHECK(visit.hands.asked == std::vector<std::string>{"in", "out"});
    CHECK(done.delivered == 21);
    CHECK(done.refused == 1);
    CHECK(done.updates == 3);
    CHECK(done.carried == 12);
    CHECK(done.left == 2);
    CHECK(done.carried_parts == 30);
    CHECK(done.left_parts == 5);
    CHECK(visit.told.front().phase == StickPhase::Working);
}

TEST_CASE("a stick that is full or read-only has brought what it brought", "[stick][stick.trouble]") {
    Visit visit;
    visit.hands.sight.answers = "down";
    visit.hands.out = Error{ErrorCode::NoSpace, "no space left", {}};
    const StickStatus full = visit.serve(StickDeed::Carry);
    CHECK(full.phase == StickPhase::Done);
    CHECK(full.problem == "no_space");
    // With nothing to bring the whole deed failed.
    visit.hands.sight.answers.clear();
    const StickStatus failed = visit.serve(StickDeed::Carry);
    CHECK(failed.phase == StickPhase::Failed);
    CHECK(failed.problem == "no_space");
}

TEST_CASE("a stick pulled in the middle is told as pulled, whatever broke", "[stick][stick.trouble]") {
    for (const StickDeed deed : {StickDeed::Carry, StickDeed::Install}) {
        Visit visit;
        visit.hands.sight.edition = StickEdition{};
        visit.hands.meanwhile = [&] { std::filesystem::remove_all(visit.place.folder); };
        visit.hands.out = disk;
        visit.hands.installed = disk;
        const StickStatus failed = visit.serve(deed);
        CHECK(failed.phase == StickPhase::Failed);
        CHECK(failed.problem == "pulled");
    }
}

TEST_CASE("why an edition was refused is told by its word", "[stick][stick.trouble]") {
    Visit visit;
    CHECK(visit.serve(StickDeed::Install).problem == "not_found");
    visit.hands.sight.edition = StickEdition{};
    visit.hands.installed = refused(Refusal::DamagedItem, ErrorCode::Corrupt, "an item is not what the manifest says");
    CHECK(visit.serve(StickDeed::Install).problem == "damaged_item");
    visit.hands.installed = Result<void>();
    CHECK(visit.serve(StickDeed::Install).phase == StickPhase::Done);
}

TEST_CASE("answers that cannot be taken in keep nothing from being taken along, and that is told", "[stick][stick.unbelieved]") {
    Visit visit;
    visit.hands.sight.answers = "down";
    visit.hands.in = Error{ErrorCode::Corrupt, "the file is damaged", {}};
    visit.hands.out = CarriedOut{12, 900, 3};
    const StickStatus carried = visit.serve(StickDeed::Carry);
    CHECK(visit.hands.asked == std::vector<std::string>{"in", "out"});
    CHECK(carried.phase == StickPhase::Done);
    CHECK(carried.carried == 12);
    CHECK(carried.left == 3);
    CHECK(carried.problem.empty());
    CHECK(carried.problem_in == "corrupt");
    // Where nothing can be taken along either, both are told.
    visit.hands.out = Error{ErrorCode::NoSpace, "no space left", {}};
    const StickStatus nothing = visit.serve(StickDeed::Carry);
    CHECK(nothing.phase == StickPhase::Failed);
    CHECK(nothing.problem == "no_space");
    CHECK(nothing.problem_in == "corrupt");
}

TEST_CASE("answers that the county did not sign are told even when others beside them are in", "[stick][stick.unbelieved]") {
    Visit visit;
    visit.hands.sight.answers = "down";
    visit.hands.in = CarriedIn{0, 0, 3, 2, false, {}, 0, 2};
    const StickStatus told = visit.serve(StickDeed::Carry);
    CHECK(told.phase == StickPhase::Done);
    CHECK(told.updates == 3);
    CHECK(told.problem_in == "untrusted");
}

TEST_CASE("a stick pulled before anything is written is told as pulled, and nothing is written elsewhere", "[stick][stick.trouble]") {
    Visit visit;
    visit.hands.sight.answers = "down";
    visit.hands.meanwhile = [&] { std::filesystem::remove_all(visit.place.folder); };
    const StickStatus pulled = visit.serve(StickDeed::Carry);
    CHECK(pulled.phase == StickPhase::Done); // what was brought is in
    CHECK(pulled.problem == "pulled");
    CHECK(pulled.carried == 0);
    CHECK(visit.hands.asked == std::vector<std::string>{"in"});
}

TEST_CASE("whoever mounts sticks is asked to make it writable while something is written, and only then", "[stick][stick.visit]") {
    Visit visit;
    visit.place.write_flag = visit.hall.folder / "write";
    bool flagged = false;
    visit.hands.meanwhile = [&] { flagged = std::filesystem::exists(visit.place.write_flag); };
    visit.serve(StickDeed::Carry);
    CHECK(flagged);
    CHECK_FALSE(std::filesystem::exists(visit.place.write_flag));
}

TEST_CASE("an empty folder where sticks are mounted is no stick", "[stick][stick.visit]") {
    Visit visit;
    visit.place.presence = StickPlace::Presence::Mounted;
    CHECK(visit.serve(StickDeed::Look).phase == StickPhase::Absent);
    visit.place.folder = "/proc";
    CHECK(visit.serve(StickDeed::Look).phase == StickPhase::Found);
}
