// Reading clock rules and counting days by them.
#include "records/model/legal_clock.h"

#include "records/base/toml.h"
#include "records/model/strict_table.h"

namespace lianxin {
namespace {

ClockRule read_rule(StrictTable& table) {
    ClockRule rule;
    rule.id = table.required_name("id");
    rule.name = table.required_text("name");
    rule.limit = static_cast<int>(table.required_integer("limit", 1, 3650));
    const auto unit = table.required_text("unit");
    rule.unit = unit == "natural_days" ? ClockUnit::NaturalDays : ClockUnit::WorkingDays;
    if (unit != "natural_days" && unit != "working_days")
        table.complain("unit", "must be \"working_days\" or \"natural_days\"");
    rule.article = table.required_text("article");
    rule.sentence = table.required_text("sentence");
    table.finish();
    return rule;
}

} // namespace

Result<std::vector<ClockRule>> parse_clock_rules(std::string_view toml) {
    auto root = parse_toml(toml);
    if (!root) return std::move(root).error();
    Problems problems;
    StrictTable table(*root, "", problems);
    std::vector<ClockRule> rules;
    std::set<std::string> seen;
    for (const auto& entry : table.tables("rule")) {
        StrictTable row(entry, "rule \"" + entry.text_or("id", "?") + "\": ", problems);
        rules.push_back(read_rule(row));
        if (!seen.insert(rules.back().id).second) row.complain("id", "stands twice");
    }
    if (rules.empty()) table.complain("rule", "must be given at least once, as [[rule]]");
    table.finish();
    if (auto fine = as_result(problems); !fine) return std::move(fine).error();
    return rules;
}

Day due_day(const ClockRule& rule, Day start, const Calendar& calendar) {
    if (rule.unit == ClockUnit::WorkingDays) return calendar.after_working_days(start, rule.limit);
    return calendar.next_working(start + std::chrono::days(rule.limit));
}

} // namespace lianxin
