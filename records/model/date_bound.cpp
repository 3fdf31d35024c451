// Reading bounds of dates.
#include "records/model/date_bound.h"

#include <charconv>

namespace lianxin {

Result<Day> day_of_bound(std::string_view bound, Day today) {
    constexpr std::string_view word = "today";
    if (bound.substr(0, word.size()) != word) return parse_iso_day(bound);
    const auto rest = bound.substr(word.size());
    if (rest.empty()) return today;
    int count = 0;
    const auto digits = rest.substr(1);
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    const bool number = problem == std::errc() && end == digits.data() + digits.size() && count >= 0 && count <= 50000;
    if (!number || (rest[0] != '+' && rest[0] != '-')) return Error{ErrorCode::Invalid, "not a bound of a date", {}};
    return today + std::chrono::days(rest[0] == '+' ? count : -count);
}

} // namespace lianxin
