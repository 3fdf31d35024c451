// The part of iCalendar (RFC 5545) that tables of holidays use: all-day events with categories.
#pragma once

#include "records/base/date.h"

#include <vector>

namespace lianxin {

struct CalendarEvent {
    Day first{};
    Day end{}; ///< the first day after the event
    std::vector<std::string> categories;
    std::size_t line = 0; ///< where it begins, from 1
};

/// The events that are not cancelled and begin on a whole day (DTSTART;VALUE=DATE); others are passed over. Lines end
/// with CR LF or LF and may be folded. Errors: Invalid, with the line: not iCalendar, an event that repeats (RRULE,
/// RDATE) or uses DURATION, an end before its beginning, or more than 366 days.
Result<std::vector<CalendarEvent>> parse_icalendar(std::string_view text);

} // namespace lianxin
