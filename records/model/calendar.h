// Working days: weekdays, public holidays and make-up working days (调休), the latter two as iCalendar data.
#pragma once

#include "records/base/date.h"

#include <map>
#include <set>
#include <string>

namespace lianxin {

enum class DayKind { Holiday, Workday };

class Calendar {
  public:
    /// Adds the VEVENTs of an RFC 5545 document that carry CATEGORIES:HOLIDAY or WORKDAY and DTSTART;VALUE=DATE.
    /// Errors: Invalid, with the line.
    Result<void> add(std::string_view icalendar);

    bool is_working(Day day) const;
    /// Whether holidays of that day's year are known; without them a promise is only a weekday count.
    bool knows_year_of(Day day) const;
    /// The `count`-th working day after `start` (start itself not counted).
    Day after_working_days(Day start, int count) const;
    /// `day` itself when it is a working day, else the next one.
    Day next_working(Day day) const;

  private:
    std::map<Day, DayKind> special_;
    std::set<int> years_;
};

} // namespace lianxin
