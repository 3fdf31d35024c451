// Legal clocks: by when the law wants what, with the article behind it.
#pragma once

#include "records/model/calendar.h"

#include <vector>

namespace lianxin {

enum class ClockUnit { WorkingDays, NaturalDays };

struct ClockRule {
    std::string id;
    std::string name;
    int limit = 0;
    ClockUnit unit = ClockUnit::WorkingDays;
    std::string article;  ///< citation told to the resident
    std::string sentence; ///< one plain sentence
};

/// A list of [[rule]] tables. Errors: Invalid, naming the rule.
Result<std::vector<ClockRule>> parse_clock_rules(std::string_view toml);

/// The last day for what began on `start`. The day of the start is not counted (民法典 201); a natural-day limit that
/// ends on a day off moves to the next working day (民法典 203).
Day due_day(const ClockRule& rule, Day start, const Calendar& calendar);

} // namespace lianxin
