// Counting what was spent on which day.
#include "sync/budget.h"

#include "records/base/json.h"
#include "records/base/log.h"

namespace lianxin {

std::string_view name_of(Goods goods) {
    constexpr std::array<std::string_view, kinds_of_goods> names{"requests", "updates", "attachments", "content"};
    return names.at(static_cast<std::size_t>(goods));
}

Budget::Budget(const DailyBytes& daily, Path file, std::function<TimePoint()> now) : daily_(daily), file_(std::move(file)), now_(std::move(now)) { read(); }

void Budget::read() {
    const auto text = read_text(file_, 4096);
    if (!text) {
        if (text.error().code != ErrorCode::NotFound) log(Priority::Warning, "what was spent today is not known", text.error());
        return;
    }
    const auto document = parse_json(*text);
    const auto day = document ? parse_iso_day(document->text_or("day", "")) : Result<Day>(document.error());
    if (!day) return log(Priority::Warning, "what was spent today is not known", day.error());
    day_ = *day;
    for (std::size_t each = 0; each < kinds_of_goods; ++each)
        spent_.at(each) = static_cast<std::uint64_t>(std::max<std::int64_t>(0, document->integer_or(name_of(static_cast<Goods>(each)), 0)));
}

std::uint64_t Budget::spent(Goods goods) const { return day_in_china(now_()) == day_ ? spent_.at(static_cast<std::size_t>(goods)) : 0; }

std::optional<std::uint64_t> Budget::left(Goods goods) const {
    const auto& daily = daily_.at(static_cast<std::size_t>(goods));
    if (!daily) return {};
    return *daily - std::min(*daily, spent(goods));
}

bool Budget::allows(Goods goods) const { return left(goods).value_or(1) > 0; }

Result<void> Budget::spend(Goods goods, std::uint64_t bytes) {
    if (bytes == 0) return {};
    if (const Day today = day_in_china(now_()); today != day_) {
        day_ = today;
        spent_ = {};
    }
    spent_.at(static_cast<std::size_t>(goods)) += bytes;
    Value document;
    document.set("day", iso_day(day_));
    for (std::size_t each = 0; each < kinds_of_goods; ++each) document.set(std::string(name_of(static_cast<Goods>(each))), static_cast<std::int64_t>(spent_.at(each)));
    return write_file(file_, to_json(document, Layout::Indented));
}

} // namespace lianxin
