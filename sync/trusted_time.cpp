// The rule of trusted time.
#include "sync/trusted_time.h"

#include "records/base/date.h"

namespace lianxin {
namespace {

constexpr std::chrono::days longest_silence{5 * 365};

} // namespace

TimePoint trusted_time(TimePoint wall, TimePoint floor) {
    return wall >= floor && wall <= floor + longest_silence ? wall : floor;
}

TimePoint build_date() {
    const auto day = parse_iso_day(LIANXIN_BUILD_DATE);
    return day ? TimePoint(*day) : TimePoint();
}

} // namespace lianxin
