// Windows as tables of TOML and as lines of text.
#include "records/model/show_window.h"

#include "records/base/text.h"

#include <algorithm>
#include <charconv>

namespace lianxin {
namespace {

using namespace std::chrono;

constexpr int whole_day = 24 * 60;
constexpr hours china_offset{8};

/// Digits alone, up to `most`; -1 for anything else.
int number_in(std::string_view text, int most) {
    int number = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && number >= 0 && number <= most ? number : -1;
}

/// "08:30" as minutes, up to "24:00"; -1 when it is no time.
int minute_of(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return -1;
    const int hour = number_in(text.substr(0, 2), 24), minute = number_in(text.substr(3), 59);
    const int all = hour * 60 + minute;
    return hour < 0 || minute < 0 || all > whole_day ? -1 : all;
}

bool read_hours(std::string_view text, ShowWindow& window) {
    const auto parts = split(text, '-');
    if (parts.size() != 2) return false;
    window.opens = minute_of(trimmed(parts[0]));
    window.closes = minute_of(trimmed(parts[1]));
    return window.opens >= 0 && window.closes >= 0 && window.opens != window.closes && window.opens < whole_day;
}

std::optional<unsigned> read_weekdays(const Value& value) {
    unsigned bits = 0;
    for (const auto& day : value.array() ? *value.array() : Value::Array{}) {
        if (!day.integer() || *day.integer() < 1 || *day.integer() > 7) return std::nullopt;
        bits |= 1U << (*day.integer() - 1);
    }
    return bits == 0 ? std::nullopt : std::optional(bits);
}

bool has_day(const ShowWindow& window, Day day) {
    const unsigned bit = weekday(day).iso_encoding() - 1;
    return (!window.from || day >= *window.from) && (!window.until || day < *window.until) && (window.weekdays >> bit & 1U);
}

std::string day_or_nothing(const std::optional<Day>& day) { return day ? iso_day(*day) : ""; }

std::optional<ShowWindow> window_from(std::string_view line) {
    const auto parts = split(line, '|');
    if (parts.size() != 4) return std::nullopt;
    ShowWindow window;
    if (auto day = parse_iso_day(parts[0])) window.from = *day;
    if (auto day = parse_iso_day(parts[1])) window.until = *day;
    const auto minutes = split(parts[2], '-');
    if (minutes.size() != 2) return std::nullopt;
    window.opens = number_in(minutes[0], whole_day);
    window.closes = number_in(minutes[1], whole_day);
    window.weekdays = 0;
    for (const char digit : parts[3])
        if (digit >= '1' && digit <= '7') window.weekdays |= 1U << (digit - '1');
    return window.opens < 0 || window.closes < 0 ? std::nullopt : std::optional(window);
}

/// Never open again. The last night ends in the morning of the day that is no part of it any more.
bool is_over(const ShowWindow& window, TimePoint now) {
    if (!window.until) return false;
    const minutes rest{window.opens < window.closes ? 0 : window.closes};
    return now + china_offset >= *window.until + rest;
}

} // namespace

bool is_open(const ShowWindow& window, TimePoint now) {
    const auto local = now + china_offset;
    const Day today = floor<days>(local);
    const auto minute = static_cast<int>(duration_cast<minutes>(local - today).count());
    if (window.opens < window.closes) return has_day(window, today) && minute >= window.opens && minute < window.closes;
    return (has_day(window, today) && minute >= window.opens) || (has_day(window, today - days(1)) && minute < window.closes);
}

bool is_shown(const std::vector<ShowWindow>& windows, const KnownTime& time) {
    const auto fits = [&](const ShowWindow& each) { return time.is_floor ? !is_over(each, time.now) : is_open(each, time.now); };
    return windows.empty() || std::any_of(windows.begin(), windows.end(), fits);
}

std::vector<ShowWindow> read_windows(StrictTable& table, Problems& problems) {
    std::vector<ShowWindow> windows;
    for (const auto& entry : table.tables("show")) {
        StrictTable row(entry, "show " + std::to_string(windows.size() + 1) + ": ", problems);
        ShowWindow window;
        window.from = row.day("from");
        window.until = row.day("until");
        if (window.from && window.until && *window.until <= *window.from)
            row.complain("until", "must be later than \"from\"; the day of \"until\" itself is not part of the time");
        if (row.has("hours") && !read_hours(row.text("hours"), window))
            row.complain("hours", "must be like \"08:00-17:30\", or \"22:00-06:00\" over midnight");
        if (const Value* days = row.raw("weekdays")) {
            const auto bits = read_weekdays(*days);
            if (!bits) row.complain("weekdays", "must be a list of 1 (Monday) to 7 (Sunday), like [6, 7]");
            window.weekdays = bits.value_or(0x7f);
        }
        row.finish();
        windows.push_back(window);
    }
    return windows;
}

std::string to_text(const std::vector<ShowWindow>& windows) {
    std::string text;
    for (const auto& window : windows) {
        std::string weekdays;
        for (int day = 0; day < 7; ++day)
            if (window.weekdays >> day & 1U) weekdays += static_cast<char>('1' + day);
        text += (text.empty() ? "" : "\n") + day_or_nothing(window.from) + "|" + day_or_nothing(window.until) + "|" +
                std::to_string(window.opens) + "-" + std::to_string(window.closes) + "|" + weekdays;
    }
    return text;
}

std::vector<ShowWindow> windows_from(std::string_view text) {
    std::vector<ShowWindow> windows;
    if (text.empty()) return windows;
    for (const auto line : split(text, '\n'))
        if (auto window = window_from(line)) windows.push_back(*window);
    return windows;
}

} // namespace lianxin
