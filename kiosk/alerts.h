// Which public warning a screen shows now, and how. Pure.
#pragma once

#include "kiosk/event.h"

#include <vector>

namespace lianxin {

/// The time by which warnings begin and end: the clock's, but not before what is known to have passed when the clock was never set.
TimePoint time_for_alerts(const HallState& hall, const Catalogue& catalogue, TimePoint now);
/// Those that stand now, the gravest first.
std::vector<const Alert*> current_alerts(const HallState& hall, const Catalogue& catalogue, TimePoint now);
/// The one that takes the screen: nobody of this visit has seen it yet, and it may interrupt what the session is doing. An exercise and
/// what is of minor severity is only told in the strip.
const Alert* alert_due(const Session& session, const HallState& hall, const Catalogue& catalogue, TimePoint now);
const Alert* alert_of(const HallState& hall, std::string_view key);

} // namespace lianxin
