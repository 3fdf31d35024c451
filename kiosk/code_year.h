// The year that goes into the salt of a receipt's code.
#pragma once

#include "records/base/date.h"

namespace lianxin {

/// By the calendar of China. The hall in which a code is made and the one in which it is typed count alike.
inline int code_year(TimePoint moment) { return static_cast<int>(std::chrono::year_month_day(day_in_china(moment)).year()); }

} // namespace lianxin
