// Windows of time: ends are not part of them, nights belong to the day on which they begin.
#include "records/model/show_window.h"

#include "records/base/toml.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

/// A moment in China.
TimePoint at(std::string_view local) { return *parse_iso_time(std::string(local) + ":00Z") - std::chrono::hours(8); }

std::vector<ShowWindow> windows(const std::string& toml, Problems& problems) {
    const auto root = parse_toml(toml);
    REQUIRE(root);
    StrictTable table(*root, "", problems);
    auto read = read_windows(table, problems);
    table.finish();
    return read;
}

std::vector<ShowWindow> windows(const std::string& toml) {
    Problems problems;
    auto read = windows(toml, problems);
    CHECK(problems.empty());
    CHECK(windows_from(to_text(read)) == read);
    return read;
}

} // namespace

TEST_CASE("a window between two days begins with the first and ends before the last", "[model][library.window]") {
    const auto days = windows("[[show]]\nfrom = 2026-11-01\nuntil = 2026-12-01\n");
    CHECK_FALSE(is_shown(days, at("2026-10-31T23:59")));
    CHECK(is_shown(days, at("2026-11-01T00:00")));
    CHECK(is_shown(days, at("2026-11-30T23:59")));
    CHECK_FALSE(is_shown(days, at("2026-12-01T00:00")));
}

TEST_CASE("hours end before their last minute, and may go over midnight", "[model][library.window]") {
    const auto office = windows("[[show]]\nhours = \"08:30-17:30\"\n");
    CHECK_FALSE(is_shown(office, at("2026-11-26T08:29")));
    CHECK(is_shown(office, at("2026-11-26T08:30")));
    CHECK_FALSE(is_shown(office, at("2026-11-26T17:30")));
    const auto night = windows("[[show]]\nhours = \"22:00-06:00\"\nuntil = 2026-11-27\nfrom = 2026-11-26\n");
    CHECK_FALSE(is_shown(night, at("2026-11-26T05:00"))); // belongs to the 25th
    CHECK(is_shown(night, at("2026-11-26T22:00")));
    CHECK(is_shown(night, at("2026-11-27T05:59"))); // the night that began on the last day
    CHECK_FALSE(is_shown(night, at("2026-11-27T06:00")));
    CHECK_FALSE(is_shown(night, at("2026-11-27T22:00")));
    CHECK(is_shown(windows("[[show]]\nhours = \"00:00-24:00\"\n"), at("2026-11-26T23:59")));
}

TEST_CASE("days of the week count from Monday as 1, and several windows add up", "[model][library.window]") {
    const auto both = windows("[[show]]\nweekdays = [6, 7]\n[[show]]\nweekdays = [4]\nhours = \"22:00-02:00\"\n");
    CHECK(is_shown(both, at("2026-11-28T12:00")));       // a Saturday
    CHECK_FALSE(is_shown(both, at("2026-11-26T12:00"))); // a Thursday
    CHECK(is_shown(both, at("2026-11-26T23:00")));
    CHECK(is_shown(both, at("2026-11-27T01:00"))); // Thursday's night
    CHECK_FALSE(is_shown(both, at("2026-11-28T01:00") - std::chrono::hours(24) + std::chrono::hours(2)));
    CHECK(is_shown({}, at("2026-11-26T12:00")));
}

TEST_CASE("what is wrong with a window is named", "[model]") {
    Problems problems;
    (void)windows("[[show]]\nfrom = 2026-11-02\nuntil = 2026-11-02\nhours = \"8-17\"\nweekdays = [0]\nhour = 1\n[[show]]\nhours = \"09:00-09:00\"\n", problems);
    CHECK(problems == Problems{"show 1: \"until\" must be later than \"from\"; the day of \"until\" itself is not part of the time",
                               "show 1: \"hours\" must be like \"08:00-17:30\", or \"22:00-06:00\" over midnight",
                               "show 1: \"weekdays\" must be a list of 1 (Monday) to 7 (Sunday), like [6, 7]",
                               "show 1: \"hour\" is not a key used here; check its spelling",
                               "show 2: \"hours\" must be like \"08:00-17:30\", or \"22:00-06:00\" over midnight"});
    CHECK(windows_from("nonsense\n|||\n||a-b|1\n").empty());
}

TEST_CASE("where only a floor of the time is known, what is certainly over is hidden and nothing else", "[model][library.window]") {
    const auto days = windows("[[show]]\nfrom = 2026-11-01\nuntil = 2026-12-01\nhours = \"08:30-17:30\"\n");
    for (const char* passed : {"2026-01-01T00:00", "2026-11-15T23:00", "2026-11-30T23:59"}) CHECK(is_shown(days, KnownTime(at(passed), true)));
    CHECK_FALSE(is_shown(days, KnownTime(at("2026-12-01T00:00"), true)));
    const auto night = windows("[[show]]\nuntil = 2026-11-27\nhours = \"22:00-06:00\"\n");
    CHECK(is_shown(night, KnownTime(at("2026-11-27T05:59"), true)));
    CHECK_FALSE(is_shown(night, KnownTime(at("2026-11-27T06:00"), true)));
    CHECK(is_shown(windows("[[show]]\nweekdays = [6]\n"), KnownTime(at("2026-11-26T12:00"), true)));
}
