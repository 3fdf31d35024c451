// Reading the three forms.
#include "sync/http_date.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

namespace lianxin {
namespace {

using namespace std::chrono;

constexpr std::size_t longest = 40;

/// The words between blanks, commas and hyphens.
std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(" ,-"), text.size());
        if (end > 0) words.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

/// A whole word of digits.
std::optional<unsigned> number(std::string_view word, std::size_t most_digits) {
    unsigned value = 0;
    const auto read = std::from_chars(word.data(), word.data() + word.size(), value);
    const bool whole = !word.empty() && word.size() <= most_digits && read.ec == std::errc() && read.ptr == word.data() + word.size();
    return whole ? std::optional(value) : std::nullopt;
}

std::optional<unsigned> month_number(std::string_view word) {
    constexpr std::array<std::string_view, 12> names{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto found = std::find(names.begin(), names.end(), word);
    return found == names.end() ? std::nullopt : std::optional(static_cast<unsigned>(found - names.begin()) + 1);
}

std::optional<int> year_number(std::string_view word) {
    const auto value = number(word, 4);
    if (!value || (word.size() != 2 && word.size() != 4)) return std::nullopt;
    const int given = static_cast<int>(*value);
    return word.size() == 4 ? given : given + (given < 70 ? 2000 : 1900);
}

/// "08:49:37"
std::optional<seconds> time_of_day(std::string_view word) {
    if (word.size() != 8 || word[2] != ':' || word[5] != ':') return std::nullopt;
    const auto h = number(word.substr(0, 2), 2), m = number(word.substr(3, 2), 2), s = number(word.substr(6, 2), 2);
    if (!h || !m || !s || *h > 23 || *m > 59 || *s > 60) return std::nullopt;
    return hours(*h) + minutes(*m) + seconds(*s);
}

} // namespace

Result<sys_seconds> parse_http_date(std::string_view text) {
    const Error wrong{ErrorCode::Invalid, "not a date of HTTP: " + std::string(text.substr(0, longest)), {}};
    if (text.size() > longest) return wrong;
    const auto words = words_of(text);
    // Either day, date, month, year, time, GMT; or, as asctime has it: day, month, date, time, year.
    const bool is_old = words.size() == 5;
    if (!is_old && (words.size() != 6 || words[5] != "GMT")) return wrong;
    const auto d = number(words[is_old ? 2 : 1], 2);
    const auto m = month_number(words[is_old ? 1 : 2]);
    const auto y = year_number(words[is_old ? 4 : 3]);
    const auto time = time_of_day(words[is_old ? 3 : 4]);
    if (!d || !m || !y || !time) return wrong;
    const year_month_day date{year(*y), month(*m), day(*d)};
    if (!date.ok()) return wrong;
    return sys_days(date) + *time;
}

} // namespace lianxin
