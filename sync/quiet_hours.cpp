// Minutes of the day.
#include "sync/quiet_hours.h"

namespace lianxin {
namespace {

constexpr std::chrono::hours ahead_of_utc{8};

/// "22:00" in minutes; nothing for anything else.
std::optional<std::chrono::minutes> minutes_of(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return {};
    for (const std::size_t at : {0U, 1U, 3U, 4U})
        if (text[at] < '0' || text[at] > '9') return {};
    const int hours = (text[0] - '0') * 10 + text[1] - '0', minutes = (text[3] - '0') * 10 + text[4] - '0';
    if (hours > 23 || minutes > 59) return {};
    return std::chrono::minutes(hours * 60 + minutes);
}

} // namespace

Result<QuietHours> QuietHours::parse(std::string_view text) {
    QuietHours hours;
    if (text.empty()) return hours;
    const auto from = minutes_of(text.substr(0, 5));
    const auto until = text.size() == 11 && text[5] == '-' ? minutes_of(text.substr(6)) : std::nullopt;
    if (!from || !until) return Error{ErrorCode::Invalid, "'" + std::string(text) + "' is not like \"22:00-06:00\"", {}};
    hours.from_ = *from;
    hours.until_ = *until;
    return hours;
}

bool QuietHours::hold(TimePoint moment) const {
    const auto local = moment + ahead_of_utc;
    const auto now = std::chrono::floor<std::chrono::minutes>(local - std::chrono::floor<std::chrono::days>(local));
    if (from_ <= until_) return now >= from_ && now < until_;
    return now >= from_ || now < until_;
}

std::optional<TimePoint> QuietHours::until(TimePoint moment) const {
    if (!hold(moment)) return {};
    const TimePoint local = moment + ahead_of_utc;
    TimePoint end = std::chrono::floor<std::chrono::days>(local) + until_;
    if (end <= local) end += std::chrono::days(1);
    return end - ahead_of_utc;
}

} // namespace lianxin
