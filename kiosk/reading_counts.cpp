// The counts as JSON.
#include "kiosk/reading_counts.h"

#include "records/base/json.h"

namespace lianxin {
namespace {
constexpr std::size_t largest_file = 4 << 20;
}

ReadingCounts::ReadingCounts(Path file) : file_(std::move(file)) {
    const auto text = read_text(file_, largest_file);
    const auto value = text ? parse_json(*text) : Result<Value>(text.error());
    const Value::Map* days = value ? value->map() : nullptr;
    if (!days) return;
    for (const auto& [name, pages] : *days) {
        const auto day = parse_iso_day(name);
        if (!day || !pages.map()) continue;
        for (const auto& [page, readings] : *pages.map())
            if (readings.integer() && *readings.integer() > 0) days_[*day][page] = static_cast<std::uint64_t>(*readings.integer());
    }
}

void ReadingCounts::count(const std::string& page, Day day) {
    if (seen_.insert(page).second) ++days_[day][page];
    while (!days_.empty() && days_.begin()->first + kept < day) days_.erase(days_.begin());
}

Result<void> ReadingCounts::end_visit() {
    if (seen_.empty()) return {};
    seen_.clear();
    Value all{Value::Map{}};
    for (const auto& [day, pages] : days_) {
        Value figures{Value::Map{}};
        for (const auto& [page, readings] : pages) figures.set(page, readings);
        all.set(iso_day(day), std::move(figures));
    }
    return write_file(file_, to_json(all) + "\n");
}

std::uint64_t ReadingCounts::told(const std::string& page, Day today) const {
    std::uint64_t sum = 0;
    for (auto day = days_.lower_bound(today - std::chrono::days(30)); day != days_.end() && day->first < today; ++day)
        if (const auto found = day->second.find(page); found != day->second.end() && found->second >= least_told) sum += found->second;
    return sum;
}

Value ReadingCounts::told_days(Day today) const {
    Value all{Value::Map{}};
    for (auto day = days_.lower_bound(today - std::chrono::days(7)); day != days_.end() && day->first < today; ++day) {
        Value figures{Value::Map{}};
        for (const auto& [page, readings] : day->second)
            if (readings >= least_told) figures.set(page, readings);
        if (!figures.map()->empty()) all.set(iso_day(day->first), std::move(figures));
    }
    return all;
}

} // namespace lianxin
