// Spelling and reading of days and moments.
#include "records/base/date.h"

#include <array>
#include <charconv>
#include <cstdio>

namespace lianxin {
namespace {

using namespace std::chrono;

constexpr hours china_offset{8};

struct Civil {
    int year;
    unsigned month, day;
};

Civil civil(Day day) {
    const year_month_day date(day);
    return {static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())};
}

template <class... Parts> std::string spell(const char* format, Parts... parts) {
    std::array<char, 64> buffer{};
    const int length = std::snprintf(buffer.data(), buffer.size(), format, parts...);
    return {buffer.data(), static_cast<std::size_t>(length)};
}

/// Reads exactly `length` digits at `at`; -1 when there are not so many.
int digits(std::string_view text, std::size_t at, std::size_t length) {
    if (text.size() < at + length) return -1;
    int number = 0;
    for (char digit : text.substr(at, length)) {
        if (digit < '0' || digit > '9') return -1;
        number = number * 10 + (digit - '0');
    }
    return number;
}

Error not_a_time(std::string_view text) { return {ErrorCode::Invalid, "not a date or time: " + std::string(text.substr(0, 40)), {}}; }

} // namespace

Day day_in_china(TimePoint moment) { return floor<days>(moment + china_offset); }
TimePoint end_in_china(Day day) { return TimePoint(day + days(1)) - china_offset; }

std::string iso_day(Day day) {
    const auto date = civil(day);
    return spell("%04d-%02u-%02u", date.year, date.month, date.day);
}

Result<Day> parse_iso_day(std::string_view text) {
    const int y = digits(text, 0, 4);
    const int m = digits(text, 5, 2);
    const int d = digits(text, 8, 2);
    if (text.size() != 10 || text[4] != '-' || text[7] != '-' || y < 0 || m < 0 || d < 0) return not_a_time(text);
    const year_month_day date{year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d))};
    if (!date.ok()) return not_a_time(text);
    return Day(date);
}

std::string iso_time(TimePoint moment) {
    const auto day = floor<days>(moment);
    const auto date = civil(day);
    const hh_mm_ss time(moment - day);
    return spell("%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", date.year, date.month, date.day, static_cast<int>(time.hours().count()),
                 static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
                 static_cast<int>(time.subseconds().count()));
}

Result<TimePoint> parse_iso_time(std::string_view text) {
    const bool fraction = text.size() == 24;
    if ((!fraction && text.size() != 20) || text[10] != 'T' || text.back() != 'Z') return not_a_time(text);
    auto day = parse_iso_day(text.substr(0, 10));
    if (!day) return std::move(day).error();
    const int h = digits(text, 11, 2);
    const int m = digits(text, 14, 2);
    const int s = digits(text, 17, 2);
    const int ms = fraction ? digits(text, 20, 3) : 0;
    if (text[13] != ':' || text[16] != ':' || (fraction && text[19] != '.')) return not_a_time(text);
    if (h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 60 || ms < 0) return not_a_time(text);
    return TimePoint(*day) + hours(h) + minutes(m) + seconds(s) + milliseconds(ms);
}

std::string chinese_day(Day day) {
    const auto date = civil(day);
    return spell("%d年%u月%u日", date.year, date.month, date.day);
}

std::string chinese_time(TimePoint moment) {
    const auto local = moment + china_offset;
    const hh_mm_ss time(local - floor<days>(local));
    return chinese_day(day_in_china(moment)) +
           spell(" %02d:%02d", static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()));
}

} // namespace lianxin
