// Reading the roster.
#include "records/model/roster.h"

#include "records/model/csv_columns.h"
#include "records/model/identifiers.h"

#include <algorithm>

namespace lianxin {
namespace {

bool read_day(const std::string& text, Duty& duty) {
    if (text.size() == 1 && text[0] >= '1' && text[0] <= '7') {
        duty.weekday = static_cast<unsigned>(text[0] - '0');
        return true;
    }
    const auto day = parse_iso_day(text);
    if (day) duty.day = *day;
    return static_cast<bool>(day);
}

} // namespace

Result<std::vector<Duty>> parse_roster(std::string_view csv) {
    Problems problems;
    auto rows = read_columns(csv, {"day", "hours", "name", "post", "phone", "place"}, problems);
    if (!rows) return std::move(rows).error();
    std::vector<Duty> roster;
    for (auto& row : *rows) {
        Duty duty;
        const auto complain = [&](const std::string& why) { problems.push_back("day \"" + row["day"] + "\", name \"" + row["name"] + "\": " + why); };
        if (!read_day(row["day"], duty)) complain("the day must be like 2026-03-01, or 1 (Monday) to 7 (Sunday)");
        duty.hours = row["hours"];
        duty.name = row["name"];
        duty.post = row["post"];
        duty.phone = row["phone"];
        duty.place = row["place"];
        if (duty.name.empty()) complain("the name is missing");
        if (!duty.phone.empty() && check_phone(duty.phone)) complain("the phone number cannot be right");
        roster.push_back(std::move(duty));
    }
    if (auto fine = as_result(problems); !fine) return std::move(fine).error();
    return roster;
}

std::vector<Duty> duties_of(const std::vector<Duty>& roster, Day day) {
    const auto chosen = [&](const auto& fits) {
        std::vector<Duty> found;
        std::copy_if(roster.begin(), roster.end(), std::back_inserter(found), fits);
        return found;
    };
    auto dated = chosen([&](const Duty& duty) { return duty.day && *duty.day == day; });
    if (!dated.empty()) return dated;
    const unsigned weekday = std::chrono::weekday(day).iso_encoding();
    return chosen([&](const Duty& duty) { return !duty.day && duty.weekday == weekday; });
}

} // namespace lianxin
