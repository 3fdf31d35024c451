// Time as a port: a wall clock that may be wrong and a monotonic clock that never runs backwards.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace lianxin {

using Milliseconds = std::chrono::milliseconds;
/// A moment of UTC, in milliseconds since 1970.
using TimePoint = std::chrono::sys_time<Milliseconds>;

class Clock {
  public:
    virtual ~Clock() = default;
    /// What the machine believes the time to be; may jump either way.
    virtual TimePoint wall() const = 0;
    /// Milliseconds since boot, never decreasing.
    virtual Milliseconds monotonic() const = 0;
};

class SystemClock final : public Clock {
  public:
    TimePoint wall() const override;
    Milliseconds monotonic() const override;
};

/// A clock wound by hand, for tests and the driven kiosk. Other threads may read it meanwhile.
class ManualClock final : public Clock {
  public:
    explicit ManualClock(TimePoint start) : wall_(start.time_since_epoch()) {}
    TimePoint wall() const override { return TimePoint(wall_.load()); }
    Milliseconds monotonic() const override { return monotonic_.load(); }
    void advance(Milliseconds by) {
        wall_ = wall_.load() + by;
        monotonic_ = monotonic_.load() + by;
    }
    /// Sets the wall clock alone, as a wrong battery would.
    void set_wall(TimePoint to) { wall_ = to.time_since_epoch(); }

  private:
    std::atomic<Milliseconds> wall_;
    std::atomic<Milliseconds> monotonic_{Milliseconds{0}};
};

} // namespace lianxin
