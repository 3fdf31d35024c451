// The daemon: every state with every event, and runs through it with a carriage and a waker of straw.
#include "sync/daemon.h"

#include <catch2/catch_test_macros.hpp>

#include <deque>
#include <functional>
#include <map>
#include <set>

using namespace lianxin;
using namespace std::chrono_literals;
using S = DaemonState;
using E = DaemonEvent;

namespace {

constexpr std::array states{S::Opening, S::Carrying, S::Resting, S::BackingOff, S::Helping, S::Stopped};
constexpr std::array events{E::Opened, E::OpenFailed, E::RoundDone, E::RoundFailed, E::NewRecord, E::TimeUp, E::StickWished, E::Helped, E::StopAsked};

struct StrawCarriage final : Carriage {
    std::deque<bool> opens;
    std::deque<Outcome> rounds;
    int opened = 0;
    int carried = 0;
    int helped = 0;
    std::function<void()> while_carrying;

    Result<void> open() override {
        ++opened;
        const bool good = opens.empty() || opens.front();
        if (!opens.empty()) opens.pop_front();
        if (!good) return Error{ErrorCode::Storage, "no disk", {}};
        return {};
    }
    Result<void> help() override {
        ++helped;
        return {};
    }
    Outcome carry() override {
        ++carried;
        if (while_carrying) while_carrying();
        if (rounds.empty()) return {true, {}};
        const Outcome outcome = rounds.front();
        rounds.pop_front();
        return outcome;
    }
};

/// Wakes as told, and winds the clock by as long as it was told to sleep when time is up. Then asks to stop.
struct StrawWaker final : Waker {
    explicit StrawWaker(ManualClock& clock) : clock_(clock) {}
    std::deque<Woken> wakings;
    std::vector<Milliseconds> slept;

    Woken wait(Milliseconds longest) override {
        slept.push_back(longest);
        if (wakings.empty()) return Woken::StopAsked;
        const Woken woken = wakings.front();
        wakings.pop_front();
        clock_.advance(woken == Woken::TimeUp ? longest : longest / 4);
        return woken;
    }
    bool stop_asked() const override { return false; }
    bool stick_wished() override { return std::exchange(wished, false); }
    bool wished = false;

  private:
    ManualClock& clock_;
};

struct Run {
    ManualClock clock{TimePoint()};
    StrawCarriage carriage;
    StrawWaker waker{clock};
    RhythmSettings rhythm{300s, 8s, 900s};
    SeededRandom random{1};
    void go() { Daemon(carriage, waker, clock, rhythm, random).run(); }
};

} // namespace

TEST_CASE("each state leads on by the events that can happen in it and by no others", "[sync]") {
    const std::map<std::pair<S, E>, S> expected{
        {{S::Opening, E::Opened}, S::Carrying},       {{S::Opening, E::OpenFailed}, S::BackingOff}, {{S::Carrying, E::RoundDone}, S::Resting},
        {{S::Carrying, E::RoundFailed}, S::BackingOff}, {{S::Carrying, E::StopAsked}, S::Stopped},  {{S::Resting, E::NewRecord}, S::Carrying},
        {{S::Resting, E::TimeUp}, S::Carrying},       {{S::Resting, E::StopAsked}, S::Stopped},     {{S::BackingOff, E::NewRecord}, S::BackingOff},
        {{S::BackingOff, E::TimeUp}, S::Opening},     {{S::BackingOff, E::StopAsked}, S::Stopped},  {{S::Carrying, E::StickWished}, S::Helping},
        {{S::Resting, E::StickWished}, S::Helping},   {{S::BackingOff, E::StickWished}, S::Helping}, {{S::Helping, E::Helped}, S::Resting},
        {{S::Helping, E::OpenFailed}, S::BackingOff},
    };
    for (const S state : states)
        for (const E event : events) {
            INFO(name_of(state) << " + " << name_of(event));
            const auto found = expected.find({state, event});
            CHECK(next_state(state, event) == (found == expected.end() ? std::nullopt : std::optional(found->second)));
        }
}

TEST_CASE("a new record starts a round at once while all is well", "[sync][sync.wake]") {
    Run run;
    run.waker.wakings = {Woken::NewRecord, Woken::NewRecord, Woken::TimeUp};
    run.go();
    CHECK(run.carriage.carried == 4);
    CHECK(run.carriage.opened == 1);
}

TEST_CASE("a new record does not hurry a county that cannot be reached", "[sync][sync.backoff]") {
    Run run;
    run.carriage.rounds = {{false, {}}};
    run.waker.wakings = {Woken::NewRecord, Woken::NewRecord, Woken::TimeUp};
    run.go();
    REQUIRE(run.waker.slept.size() == 4);
    CHECK(run.waker.slept[0] <= 8s);
    CHECK(run.waker.slept[1] < run.waker.slept[0]);
    CHECK(run.waker.slept[2] < run.waker.slept[1]);
    CHECK(run.carriage.carried == 2);
}

TEST_CASE("a failure makes the daemon open its stores anew, and a success forgets the failures", "[sync]") {
    Run run;
    run.carriage.opens = {false, true, true};
    run.carriage.rounds = {{false, {}}, {true, {}}};
    run.waker.wakings = {Woken::TimeUp, Woken::TimeUp};
    run.go();
    CHECK(run.carriage.opened == 3);
    CHECK(run.carriage.carried == 2);
    REQUIRE(run.waker.slept.size() == 3);
    CHECK(run.waker.slept[1] > 7s); // the second failure in a row
    CHECK(run.waker.slept[2] > 200s);
}

TEST_CASE("the daemon waits as long as the county asked for", "[sync]") {
    Run run;
    run.carriage.rounds = {{false, 600s}};
    run.go();
    CHECK(run.waker.slept == std::vector<Milliseconds>{600s});
}

TEST_CASE("a technician at the stick is helped at once, and the round that was broken off for it goes on", "[sync][sync.stick]") {
    Run run;
    run.carriage.rounds = {{false, {}}, {true, {}}};
    run.carriage.while_carrying = [&] { run.waker.wished = run.carriage.carried == 1; };
    run.waker.wakings = {Woken::TimeUp, Woken::StickWished};
    run.go();
    CHECK(run.carriage.helped == 2);
    CHECK(run.carriage.carried == 2);
    CHECK(run.waker.slept.front() == 3s);
}
