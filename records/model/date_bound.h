// Bounds of a date field: a fixed day, or one counted from today.
#pragma once

#include "records/base/date.h"

namespace lianxin {

/// "2026-03-01", "today", "today-3650", "today+30" (days). Errors: Invalid.
Result<Day> day_of_bound(std::string_view bound, Day today);

} // namespace lianxin
