// The only writer of a session: what an intent or an event changes, and what has to be done outside because of it. Pure.
#pragma once

#include "kiosk/effect.h"
#include "kiosk/intent.h"
#include "kiosk/surroundings.h"

namespace lianxin {

[[nodiscard]] Effects update(Session& session, const Intent& intent, const Surroundings& around);
[[nodiscard]] Effects update(Session& session, const Event& event, const Surroundings& around);

/// How long a visit may rest before it is asked whether it goes on, and how long that question waits: longer for
/// whoever listens or uses the elder version.
Milliseconds idle_time(const Session& session, const Times& times);
Milliseconds warning_time(const Session& session, const Times& times);

/// When a Tick is due (monotonic), if ever.
std::optional<Milliseconds> next_deadline(const Session& session, const Times& times);

/// When a Tick is due because the screen turns by itself (monotonic): the next slide of an idle kiosk, a warning that begins, ends
/// or is said again.
std::optional<Milliseconds> next_turn(const Session& session, const Surroundings& around);

/// When seconds that are counted down on the screen change next (monotonic), if any are.
std::optional<Milliseconds> next_count(const Session& session, Milliseconds now);

} // namespace lianxin
