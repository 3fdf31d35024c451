// Which public warning a screen shows now, and how. Pure.
#pragma once

#include "kiosk/event.h"

#include <vector>

namespace lianxin {

/// What is known of a warning's time here. A clock may be late or early within bounds, and the bounds decide what may be said.
enum class Standing {
    Coming,   ///< its time has not come, or nobody knows that it has
    Now,      ///< by the best that is known
    Possibly, ///< the best that is known says that it is over or still to come, the bounds do not
    Over,     ///< its end has certainly passed
};
Standing standing_of(const Alert& alert, const HallState& hall, TimePoint now);

/// Those that stand now or possibly, the gravest first.
std::vector<const Alert*> current_alerts(const HallState& hall, TimePoint now);
/// The one that takes the screen: it stands by the best that is known, nobody of this visit has seen it yet, and it may interrupt what
/// the session is doing. An exercise and what is of minor severity is only told in the strip.
const Alert* alert_due(const Session& session, const HallState& hall, TimePoint now);
const Alert* alert_of(const HallState& hall, std::string_view key);

/// The next moment (monotonic distance from now) at which any of them begins or ends, here or for certain.
std::optional<Milliseconds> until_alerts_change(const HallState& hall, TimePoint now);

} // namespace lianxin
