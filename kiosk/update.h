// The only writer of a session: what an intent or an event changes, and what has to be done outside because of it. Pure.
#pragma once

#include "kiosk/effect.h"
#include "kiosk/intent.h"

namespace lianxin {

struct Times {
    Milliseconds idle{60'000};    ///< without a touch, until the visit is asked whether it goes on
    Milliseconds warning{15'000}; ///< shown before the visit ends
};

/// What a turn stands on: read, never changed here.
struct Surroundings {
    const HallState& hall;
    const Catalogue& catalogue;
    TimePoint now;
    Milliseconds monotonic;
    Times times;
};

[[nodiscard]] Effects update(Session& session, const Intent& intent, const Surroundings& around);
[[nodiscard]] Effects update(Session& session, const Event& event, const Surroundings& around);

/// When a Tick is due (monotonic), if ever.
std::optional<Milliseconds> next_deadline(const Session& session, const Times& times);

} // namespace lianxin
