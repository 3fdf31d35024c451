// Spells days and times from their calendar fields.
#include "kiosk/screens/dates.h"

namespace lianxin {

namespace {
// "2026年": the year and its sign, in bytes of UTF-8.
constexpr std::size_t year_bytes = 4 + 3;
} // namespace

std::string clock_time(TimePoint moment) {
    const std::string whole = chinese_time(moment);
    return whole.substr(whole.find(' ') + 1);
}

std::string month_and_day(Day day, Day today) {
    const bool same_year = std::chrono::year_month_day(day).year() == std::chrono::year_month_day(today).year();
    return same_year ? chinese_day(day).substr(year_bytes) : chinese_day(day);
}

std::string day_and_weekday(Day day, const Wording& words) {
    const unsigned weekday = std::chrono::weekday(day).c_encoding();
    return chinese_day(day).substr(year_bytes) + " " + std::string(words("hall.weekday_" + std::to_string(weekday)));
}

std::string short_moment(TimePoint moment) { return chinese_time(moment).substr(year_bytes); }

} // namespace lianxin
