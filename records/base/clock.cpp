// The clocks of the machine.
#include "records/base/clock.h"

#include <time.h>

namespace lianxin {
namespace {

Milliseconds read(clockid_t which) {
    timespec now{};
    clock_gettime(which, &now);
    return std::chrono::duration_cast<Milliseconds>(std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec));
}

} // namespace

TimePoint SystemClock::wall() const { return TimePoint(read(CLOCK_REALTIME)); }
Milliseconds SystemClock::monotonic() const { return read(CLOCK_BOOTTIME); }

} // namespace lianxin
