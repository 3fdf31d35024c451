// When something of an edition is shown: between two days, at hours of the day, on days of the week. Time in China.
#pragma once

#include "records/model/strict_table.h"

namespace lianxin {

struct ShowWindow {
    std::optional<Day> from;  ///< the first day
    std::optional<Day> until; ///< the first day after it: the end is not part of it
    int opens = 0;            ///< minutes of the day
    int closes = 24 * 60;     ///< the first minute after; before `opens`: over midnight, counted to the day on which it opened
    unsigned weekdays = 0x7f; ///< bit 0 is Monday, bit 6 Sunday (ISO 8601: 1 to 7)
    bool operator==(const ShowWindow&) const = default;
};

/// What is known of the time: the time itself, or no more than a moment that has passed.
struct KnownTime {
    KnownTime(TimePoint moment, bool floor_only = false) : now(moment), is_floor(floor_only) {}
    TimePoint now;
    bool is_floor; ///< it may be any time later
};

bool is_open(const ShowWindow& window, TimePoint now);
/// Whether any of them is open; no window at all means always. Where only a floor is known: whether any is not certainly over.
bool is_shown(const std::vector<ShowWindow>& windows, const KnownTime& time);

/// The tables [[show]] of something that people write: from, until (days), hours ("08:00-17:30"), weekdays ([1, 7]).
std::vector<ShowWindow> read_windows(StrictTable& table, Problems& problems);

/// One window a line, as a database keeps them: "2026-11-01|2026-12-01|1320-360|67".
std::string to_text(const std::vector<ShowWindow>& windows);
/// Lines that are none are left out.
std::vector<ShowWindow> windows_from(std::string_view text);

} // namespace lianxin
