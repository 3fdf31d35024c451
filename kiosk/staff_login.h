// Staff log in with a PIN: who may, how often it may be tried, and what the log keeps of it.
#pragma once

#include "kiosk/miss_counter.h"
#include "kiosk/staff_list.h"

namespace lianxin {

class StaffLogin {
  public:
    /// Reads the count of wrong PINs in the kiosk's state folder; a wait that was due begins anew. `clock` outlives this.
    StaffLogin(Path state, const Clock& clock, PinCost cost = {});

    /// Tries a PIN. Each try is counted and synced before the PIN is looked at, a right one takes the count back. After five wrong
    /// ones there is a minute to wait, doubling up to an hour, by the monotonic clock: no wall clock shortens it, and a restart
    /// waits the whole time again. A try that comes too early is not looked at. Gives `Unavailable` when it cannot be counted or
    /// checked.
    PinAnswer check(std::string_view pin);

    /// Whether anybody has a PIN here; reads the list anew.
    bool has_staff() const;

  private:
    Path state_;
    const Clock& clock_;
    PinCost cost_;
    MissCounter misses_;
    Milliseconds until_; ///< monotonic; no PIN is looked at before
};

} // namespace lianxin
