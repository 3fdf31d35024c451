// The transition table and the deeds of its states.
#include "sync/daemon.h"

#include "records/base/log.h"

#include <array>
#include <cassert>

namespace lianxin {
namespace {

struct Transition {
    DaemonState from;
    DaemonEvent event;
    DaemonState to;
};

constexpr std::array transitions{
    Transition{DaemonState::Opening, DaemonEvent::Opened, DaemonState::Carrying},
    Transition{DaemonState::Opening, DaemonEvent::OpenFailed, DaemonState::BackingOff},
    Transition{DaemonState::Carrying, DaemonEvent::RoundDone, DaemonState::Resting},
    Transition{DaemonState::Carrying, DaemonEvent::RoundFailed, DaemonState::BackingOff},
    Transition{DaemonState::Carrying, DaemonEvent::StopAsked, DaemonState::Stopped},
    Transition{DaemonState::Resting, DaemonEvent::NewRecord, DaemonState::Carrying},
    Transition{DaemonState::Resting, DaemonEvent::TimeUp, DaemonState::Carrying},
    Transition{DaemonState::Resting, DaemonEvent::StopAsked, DaemonState::Stopped},
    // A technician stands there: whatever was under way is taken up again afterwards.
    Transition{DaemonState::Carrying, DaemonEvent::StickWished, DaemonState::Helping},
    Transition{DaemonState::Resting, DaemonEvent::StickWished, DaemonState::Helping},
    Transition{DaemonState::BackingOff, DaemonEvent::StickWished, DaemonState::Helping},
    Transition{DaemonState::Helping, DaemonEvent::Helped, DaemonState::Resting},
    Transition{DaemonState::Helping, DaemonEvent::OpenFailed, DaemonState::BackingOff},
    // A record handed in while the county cannot be reached does not make it reachable.
    Transition{DaemonState::BackingOff, DaemonEvent::NewRecord, DaemonState::BackingOff},
    // What failed may have been a store that was put aside: open everything anew.
    Transition{DaemonState::BackingOff, DaemonEvent::TimeUp, DaemonState::Opening},
    Transition{DaemonState::BackingOff, DaemonEvent::StopAsked, DaemonState::Stopped},
};

DaemonEvent event_of(Woken woken) {
    switch (woken) {
    case Woken::NewRecord: return DaemonEvent::NewRecord;
    case Woken::TimeUp: return DaemonEvent::TimeUp;
    case Woken::StickWished: return DaemonEvent::StickWished;
    case Woken::StopAsked: break;
    }
    return DaemonEvent::StopAsked;
}

} // namespace

std::string_view name_of(DaemonState state) {
    constexpr std::array<std::string_view, 6> names{"opening", "carrying", "resting", "backing off", "helping", "stopped"};
    return names.at(static_cast<std::size_t>(state));
}

std::string_view name_of(DaemonEvent event) {
    constexpr std::array<std::string_view, 9> names{"opened",  "open failed",  "round done", "round failed", "new record",
                                                   "time up", "stick wished", "helped",     "stop asked"};
    return names.at(static_cast<std::size_t>(event));
}

std::optional<DaemonState> next_state(DaemonState state, DaemonEvent event) {
    for (const Transition& transition : transitions)
        if (transition.from == state && transition.event == event) return transition.to;
    return {};
}

void Daemon::run() {
    while (state_ != DaemonState::Stopped) {
        const DaemonEvent event = act();
        const auto next = next_state(state_, event);
        assert(next);
        log(Priority::Debug, std::string(name_of(state_)) + ": " + std::string(name_of(event)));
        state_ = *next;
    }
}

DaemonEvent Daemon::act() {
    switch (state_) {
    case DaemonState::Opening: return open();
    case DaemonState::Carrying: return carry();
    case DaemonState::Resting:
    case DaemonState::BackingOff: return rest();
    case DaemonState::Helping: return help();
    case DaemonState::Stopped: break;
    }
    return DaemonEvent::StopAsked;
}

DaemonEvent Daemon::open() {
    auto opened = carriage_.open();
    if (opened) return DaemonEvent::Opened;
    log(Priority::Error, "cannot carry anything", opened.error());
    pause(pause_after_failure(rhythm_, ++failures_, {}, random_));
    return DaemonEvent::OpenFailed;
}

DaemonEvent Daemon::carry() {
    const Carriage::Outcome outcome = carriage_.carry();
    if (waker_.stop_asked()) return DaemonEvent::StopAsked;
    if (!outcome.done && waker_.stick_wished()) {
        // Broken off for the technician; goes on soon afterwards.
        pause(Milliseconds(0));
        return DaemonEvent::StickWished;
    }
    failures_ = outcome.done ? 0 : failures_ + 1;
    pause(outcome.done ? pause_after_success(rhythm_, outcome.asked, random_)
                       : pause_after_failure(rhythm_, failures_, outcome.asked, random_));
    return outcome.done ? DaemonEvent::RoundDone : DaemonEvent::RoundFailed;
}

DaemonEvent Daemon::help() {
    // Whoever looks at a stick wishes again soon; a round begun in between would only be broken off.
    constexpr Milliseconds rest_after_help{3000};
    if (auto helped = carriage_.help(); helped) {
        pause(std::max(rest_after_help, until_ - clock_.monotonic()));
        return DaemonEvent::Helped;
    }
    pause(pause_after_failure(rhythm_, ++failures_, {}, random_));
    return DaemonEvent::OpenFailed;
}

DaemonEvent Daemon::rest() {
    const Woken woken = waker_.wait(std::max(Milliseconds(0), until_ - clock_.monotonic()));
    // Also while no county can be reached.
    if (woken == Woken::NewRecord) carriage_.heed_kiosk();
    return event_of(woken);
}

} // namespace lianxin
