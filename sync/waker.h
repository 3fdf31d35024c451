// The port to what ends a pause: a new record, time, or being asked to stop.
#pragma once

#include "records/base/clock.h"

namespace lianxin {

enum class Woken { NewRecord, TimeUp, StickWished, StopAsked };

class Waker {
  public:
    virtual ~Waker() = default;
    /// Sleeps at most `longest`.
    virtual Woken wait(Milliseconds longest) = 0;
    /// Whether the program was asked to stop; never sleeps.
    virtual bool stop_asked() const = 0;
    /// Whether the technician wishes something of the stick that wait() has not told yet; never sleeps.
    virtual bool stick_wished() = 0;
};

} // namespace lianxin
