// Calendar days and how moments are spelled: ISO 8601 for machines, China standard time (UTC+8) for people.
#pragma once

#include "records/base/clock.h"
#include "records/base/result.h"

#include <chrono>
#include <string>
#include <string_view>

namespace lianxin {

/// A day of the calendar in China (UTC+8 all year, no summer time).
using Day = std::chrono::sys_days;

Day day_in_china(TimePoint moment);
/// The moment at which that day ends in China (exclusive).
TimePoint end_in_china(Day day);

std::string iso_day(Day day);                        ///< "2026-11-22"
Result<Day> parse_iso_day(std::string_view text);    ///< errors: Invalid
std::string iso_time(TimePoint moment);              ///< "2026-11-22T04:14:05.123Z"
Result<TimePoint> parse_iso_time(std::string_view text); ///< with or without milliseconds, 'Z' only

std::string chinese_day(Day day);           ///< "2026年11月22日"
std::string chinese_time(TimePoint moment); ///< "2026年11月22日 12:14"

} // namespace lianxin
