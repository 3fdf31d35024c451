// The stick as the kiosk sees it: wishes and answers in files, with a daemon of straw.
#include "kiosk/device/stick.h"

#include "records/wire/stick_status.h"
#include "tests/folder.h"

#include <atomic>
#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace std::chrono_literals;

namespace {

struct Place {
    Folder folder;
    StickTalk talk{folder.path / "wish.json", folder.path / "status.json", 20ms, 5ms, 300ms, 5s};
    std::mutex mutex;
    std::vector<Event> events;
    Stick stick{talk, [this](Event event) {
                    const std::lock_guard lock(mutex);
                    events.push_back(std::move(event));
                }};

    StickWish wish() const {
        const auto text = read_text(talk.wish, 4096);
        return text ? parse_stick_wish(*text).value_or(StickWish{}) : StickWish{};
    }
    void answer(StickStatus status) {
        status.number = wish().number;
        status.deed = wish().deed;
        REQUIRE(write_passing(talk.status, to_text(status)));
    }
    template <class Happened> bool happens(const Happened& happened) {
        for (int tries = 0; tries < 1000; ++tries) {
            {
                const std::lock_guard lock(mutex);
                for (const Event& event : events)
                    if (happened(event)) return true;
            }
            std::this_thread::sleep_for(5ms);
        }
        return false;
    }
    bool tells(StickPhase phase) {
        return happens([&](const Event& event) {
            const auto* changed = std::get_if<event::StickChanged>(&event);
            return changed && changed->status.phase == phase;
        });
    }
    bool wishes(StickDeed deed) {
        const auto is_written = [&] { return wish().number > 0 && wish().deed == deed; };
        for (int tries = 0; tries < 1000 && !is_written(); ++tries) std::this_thread::sleep_for(5ms);
        return is_written();
    }
    void forget_events() {
        const std::lock_guard lock(mutex);
        events.clear();
    }
};

} // namespace

TEST_CASE("the daemon is asked by a file and its answers reach the screen", "[device][stick.talk]") {
    Place place;
    std::this_thread::sleep_for(50ms);
    CHECK_FALSE(std::filesystem::exists(place.talk.wish));
    CHECK(place.stick.perform(effect::LookAtStick{}));
    REQUIRE(place.wishes(StickDeed::Look));
    StickStatus found;
    found.phase = StickPhase::Found;
    found.waiting = 7;
    place.answer(found);
    CHECK(place.tells(StickPhase::Found));
    CHECK(place.stick.perform(effect::UseStick{StickDeed::Carry}));
    REQUIRE(place.wishes(StickDeed::Carry));
    const std::uint64_t number = place.wish().number;
    StickStatus working;
    working.phase = StickPhase::Working;
    working.done = 1;
    place.answer(working);
    CHECK(place.tells(StickPhase::Working));
    StickStatus done;
    done.phase = StickPhase::Done;
    place.answer(done);
    CHECK(place.tells(StickPhase::Done));
    // The outcome stays on the screen until it is read.
    std::this_thread::sleep_for(100ms);
    CHECK(place.wish().number == number);
    CHECK(place.stick.perform(effect::LookAtStick{}));
    REQUIRE(place.wishes(StickDeed::Look));
    CHECK(place.wish().number > number);
}

TEST_CASE("without a daemon the screen is told so, and hears of it again when it is back", "[device][stick.alone]") {
    Place place;
    place.stick.perform(effect::LookAtStick{});
    CHECK(place.happens([](const Event& event) { return std::holds_alternative<event::StickSilent>(event); }));
    place.answer({});
    CHECK(place.tells(StickPhase::Absent));
}

TEST_CASE("an answer to an older wish is none, and numbers go on over a restart", "[device][stick.talk]") {
    const Folder kept;
    const Path& folder = kept.path;
    REQUIRE(write_passing(folder / "wish.json", to_text(StickWish{41, StickDeed::Carry})));
    StickStatus old;
    old.number = 41;
    old.phase = StickPhase::Done;
    REQUIRE(write_passing(folder / "status.json", to_text(old)));
    std::atomic<int> told = 0;
    Stick stick({folder / "wish.json", folder / "status.json", 20ms, 5ms, 10s, 5s}, [&](Event) { ++told; });
    stick.perform(effect::LookAtStick{});
    for (int tries = 0; tries < 400; ++tries) {
        const auto text = read_text(folder / "wish.json", 4096);
        const auto wish = text ? parse_stick_wish(*text) : Result<StickWish>(text.error());
        if (wish && wish->number == 42) break;
        std::this_thread::sleep_for(5ms);
    }
    CHECK(parse_stick_wish(*read_text(folder / "wish.json", 4096))->number == 42);
    std::this_thread::sleep_for(50ms);
    CHECK(told == 0);
}
