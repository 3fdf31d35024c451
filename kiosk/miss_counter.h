// Guessing codes is slowed down: after five misses in a row the kiosk waits, twice as long each time, over restarts too.
#pragma once

#include "records/base/clock.h"
#include "records/base/file.h"

namespace lianxin {

class MissCounter {
  public:
    /// Reads the count kept in `file`, if any.
    explicit MissCounter(Path file);

    /// A code without an answer here. Gives how long to wait before the next try; zero for the first misses. Durable before it
    /// returns, so that pulling the plug gains nothing.
    Milliseconds miss();
    /// The count starts afresh: a code was answered, or the misses are long past.
    void forget();
    /// What a restart has to wait out.
    Milliseconds pending() const { return wait_for(misses_); }

    static Milliseconds wait_for(unsigned misses);

  private:
    void keep();

    Path file_;
    unsigned misses_ = 0;
};

} // namespace lianxin
