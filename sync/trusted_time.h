// Which time to judge certificates by when the machine's clock may be wrong. Pure.
#pragma once

#include "records/base/clock.h"

namespace lianxin {

/// `floor` is a moment that has certainly passed: the latest of what the county signed and of the day this program was built.
/// The wall clock is believed from there to five years on, as long as a kiosk may reasonably have been switched off; else the
/// floor itself is the best that is known.
TimePoint trusted_time(TimePoint wall, TimePoint floor);

/// The day this program was configured to be built.
TimePoint build_date();

} // namespace lianxin
