// Who of the township's cadres is on duty: rows by date, or by day of the week where no date says otherwise.
#pragma once

#include "records/base/date.h"
#include "records/base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lianxin {

struct Duty {
    std::optional<Day> day; ///< else every week on `weekday`
    unsigned weekday = 0;   ///< 1 Monday … 7 Sunday; 0 with a day
    std::string hours;      ///< "08:30-17:30"
    std::string name, post, phone, place;
};

/// Columns day (2026-11-26, or 1 to 7), hours, name, post, phone, place. Errors: Invalid, naming row and column.
Result<std::vector<Duty>> parse_roster(std::string_view csv);

/// Those of that day: the rows of its date when there are any, else those of its weekday.
std::vector<Duty> duties_of(const std::vector<Duty>& roster, Day day);

} // namespace lianxin
