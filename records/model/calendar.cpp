// Counting working days.
#include "records/model/calendar.h"

#include "records/model/icalendar.h"

#include <algorithm>

namespace lianxin {
namespace {

using namespace std::chrono;

int year_of(Day day) {
    return static_cast<int>(year_month_day(day).year());
}

bool has(const CalendarEvent& event, std::string_view category) {
    return std::find(event.categories.begin(), event.categories.end(), category) != event.categories.end();
}

} // namespace

Result<void> Calendar::add(std::string_view icalendar) {
    auto events = parse_icalendar(icalendar);
    if (!events) return std::move(events).error();
    std::map<Day, DayKind> added;
    for (const auto& event : *events) {
        const bool holiday = has(event, "HOLIDAY");
        if (!holiday && !has(event, "WORKDAY")) continue;
        const DayKind kind = holiday ? DayKind::Holiday : DayKind::Workday;
        for (Day day = event.first; day < event.end; day += days(1))
            if (const auto known = added.emplace(day, kind).first; known->second != kind)
                return Error{ErrorCode::Invalid,
                             "line " + std::to_string(event.line) + ": " + iso_day(day) +
                                 " is both a holiday and a working day",
                             {}};
    }
    for (const auto& [day, kind] : added) {
        special_[day] = kind;
        if (kind == DayKind::Holiday) years_.insert(year_of(day));
    }
    return {};
}

bool Calendar::is_working(Day day) const {
    if (const auto known = special_.find(day); known != special_.end()) return known->second == DayKind::Workday;
    return weekday(day).iso_encoding() <= 5;
}

bool Calendar::knows_year_of(Day day) const {
    return years_.count(year_of(day)) != 0;
}

Day Calendar::after_working_days(Day start, int count) const {
    Day day = start;
    while (count > 0) {
        day += days(1);
        if (is_working(day)) --count;
    }
    return day;
}

Day Calendar::next_working(Day day) const {
    while (!is_working(day)) day += days(1);
    return day;
}

} // namespace lianxin
