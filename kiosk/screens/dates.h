// Days and times as screens say them.
#pragma once

#include "kiosk/ui/wording.h"
#include "records/base/date.h"

#include <string>

namespace lianxin {

std::string clock_time(TimePoint moment);                       ///< "12:14", in China
/// "11月20日", with the year when it is another than today's.
std::string month_and_day(Day day, Day today);
std::string day_and_weekday(Day day, const Wording& words);     ///< "11月22日 星期日"
std::string short_moment(TimePoint moment); ///< "11月22日 12:14"

} // namespace lianxin
