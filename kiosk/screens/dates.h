// Days and times as screens say them.
#pragma once

#include "kiosk/ui/wording.h"
#include "records/base/date.h"

#include <string>

namespace lianxin {

std::string clock_time(TimePoint moment);                       ///< "12:14", in China
std::string day_and_weekday(Day day, const Wording& words);     ///< "11月22日 星期日"
/// "今天 12:14" is left to the wording; this is the plain form "11月22日 12:14".
std::string short_moment(TimePoint moment);

} // namespace lianxin
