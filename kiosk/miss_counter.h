// Guessing is slowed down: after some misses in a row the kiosk waits, twice as long each time, over restarts too.
#pragma once

#include "records/base/clock.h"
#include "records/base/file.h"

namespace lianxin {

/// How many misses cost nothing but the last, and how long the waits are then.
struct Patience {
    unsigned misses = 5;
    std::chrono::seconds first{30}, longest{15 * 60};

    Milliseconds wait_for(unsigned misses_so_far) const;
};

class MissCounter {
  public:
    /// Reads the count kept in `file`, if any.
    MissCounter(Path file, Patience patience);

    /// One more miss. Durable when this returns without an error, so that pulling the plug gains nothing; counted in any case.
    /// Errors: Storage, NoSpace.
    Result<void> miss();
    /// The count starts afresh: something was right, or the misses are long past.
    void forget();
    /// How long to wait before the next try; what a restart has to wait out from its beginning.
    Milliseconds pending() const { return patience_.wait_for(misses_); }

  private:
    Path file_;
    Patience patience_;
    unsigned misses_ = 0;
};

} // namespace lianxin
