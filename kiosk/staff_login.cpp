// Checking PINs.
#include "kiosk/staff_login.h"

#include "records/base/log.h"

namespace lianxin {
namespace {

constexpr Patience patience{5, std::chrono::minutes(1), std::chrono::hours(1)};

PinAnswer unavailable(std::string_view why, const Error& error) {
    log(Priority::Error, why, error);
    return {PinResult::Unavailable, std::nullopt, Milliseconds{0}};
}

} // namespace

StaffLogin::StaffLogin(Path state, const Clock& clock, PinCost cost)
    : state_(std::move(state)), clock_(clock), cost_(cost), misses_(state_ / "staff.misses", patience), until_(clock_.monotonic() + misses_.pending()) {}

PinAnswer StaffLogin::check(std::string_view pin) {
    if (clock_.monotonic() < until_) return {PinResult::Wait, std::nullopt, until_};
    auto list = StaffList::read(state_, cost_);
    if (!list) return unavailable("PINs cannot be checked", list.error());
    // Who cannot count must not let anybody guess.
    if (auto counted = misses_.miss(); !counted) return unavailable("a try of a PIN was not counted, so it was not checked", counted.error());
    auto holder = list->holder(pin);
    if (!holder) return unavailable("a PIN was not checked", holder.error());
    if (*holder) {
        misses_.forget();
        until_ = clock_.monotonic();
        log(Priority::Notice, "staff logged in: " + (*holder)->id);
        return {PinResult::Right, std::move(*holder), Milliseconds{0}};
    }
    const Milliseconds wait = misses_.pending();
    until_ = clock_.monotonic() + wait;
    log(Priority::Warning, "a wrong PIN was entered" + (wait.count() > 0 ? "; the next try is in " + std::to_string(wait.count() / 1000) + " s" : std::string()));
    if (wait.count() == 0) return {};
    return {PinResult::Wait, std::nullopt, until_};
}

bool StaffLogin::has_staff() const {
    const auto list = StaffList::read(state_, cost_);
    if (!list) log(Priority::Error, "staff cannot log in", list.error());
    return list && !list->is_empty();
}

} // namespace lianxin
