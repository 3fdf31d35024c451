// What a turn of the kiosk stands on: the hall, the edition, the time. Read, never changed by it.
#pragma once

#include "kiosk/event.h"

namespace lianxin {

struct Times {
    Milliseconds idle{60'000};    ///< without a touch, until the visit is asked whether it goes on
    Milliseconds assisted{180'000}; ///< the same while staff help
    Milliseconds warning{15'000}; ///< shown before the visit ends
};

struct Surroundings {
    const HallState& hall;
    const Catalogue& catalogue;
    const DeviceState& devices;
    TimePoint now;
    Milliseconds monotonic;
    Times times;
    Pad writing_pad = Pad::Pinyin; ///< that a visit begins with
};

} // namespace lianxin
