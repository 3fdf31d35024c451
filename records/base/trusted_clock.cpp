// The rules of trusted time. ARCHITECTURE.md gives the reasons.
#include "records/base/trusted_clock.h"

#include "records/base/date.h"
#include "records/base/file.h"
#include "records/base/text.h"

#include <algorithm>
#include <fcntl.h>

namespace lianxin {
namespace {

using namespace std::chrono_literals;

/// Has passed since these lines were written.
constexpr TimePoint first_release = TimePoint(std::chrono::sys_days(std::chrono::year(2026) / 1 / 1));
/// A quartz is off by less than this: 0.02 %, or 17 seconds a day.
constexpr int drift_parts = 5000;
/// The clocks of the county and of the desk where editions are made may differ by so much.
constexpr std::chrono::hours between_signers{24};
constexpr std::size_t longest_boot_id = 64;
constexpr unsigned most_years_on = 10;

bool is_absurd(TimePoint signed_time) { return signed_time > std::max(build_date(), first_release) + TrustedClock::farthest; }

} // namespace

TrustedClock::TrustedClock(const Clock& machine, std::string boot)
    : machine_(machine), boot_(std::move(boot)), floor_(first_release), floor_at_(machine.monotonic()), begun_(machine.wall()), begun_at_(floor_at_) {}

bool TrustedClock::is_plausible(TimePoint wall, Milliseconds now) const {
    const TimePoint passed = earliest_locked(now);
    return wall >= passed && wall <= passed + longest_silence;
}

std::optional<TimePoint> TrustedClock::county_now(Milliseconds now) const {
    if (!heard_ || heard_->boot != boot_ || heard_->boot.empty() || now < heard_->monotonic) return std::nullopt;
    const TimePoint time = heard_->county + (now - heard_->monotonic), passed = earliest_locked(now);
    // A county whose clock stands far behind what was signed before does not know the time.
    return time >= passed - between_signers ? std::optional(std::max(time, passed)) : std::nullopt;
}

std::optional<TimePoint> TrustedClock::machine_now(Milliseconds now) const {
    if (const TimePoint carried = begun_ + (now - begun_at_); is_plausible(carried, now)) return carried;
    // It was wrong when we began; perhaps it has been set since.
    const TimePoint wall = machine_.wall();
    if (!is_plausible(wall, now)) return std::nullopt;
    begun_ = wall;
    begun_at_ = now;
    return wall;
}

TimePoint TrustedClock::wall() const {
    const std::lock_guard lock(mutex_);
    const Milliseconds now = machine_.monotonic();
    if (const auto county = county_now(now)) return *county;
    return machine_now(now).value_or(earliest_locked(now));
}

TimePoint TrustedClock::earliest() const {
    const std::lock_guard lock(mutex_);
    return earliest_locked(machine_.monotonic());
}

std::optional<TimePoint> TrustedClock::latest() const {
    const std::lock_guard lock(mutex_);
    const Milliseconds now = machine_.monotonic();
    const auto county = county_now(now);
    return county ? std::optional(*county + heard_->width + (now - heard_->monotonic) / drift_parts + 1s) : std::nullopt;
}

TimeSource TrustedClock::source() const {
    const std::lock_guard lock(mutex_);
    const Milliseconds now = machine_.monotonic();
    if (county_now(now)) return TimeSource::County;
    return machine_now(now) ? TimeSource::Machine : TimeSource::Floor;
}

void TrustedClock::raise(TimePoint passed, Milliseconds at) {
    if (is_absurd(passed)) return;
    const Milliseconds now = machine_.monotonic();
    if (at > now || passed + (now - at) <= earliest_locked(now)) return;
    floor_ = passed;
    floor_at_ = at;
}

void TrustedClock::learn(TimePoint passed) {
    const std::lock_guard lock(mutex_);
    raise(passed, machine_.monotonic());
}

void TrustedClock::learn(const CountyTime& heard) {
    const std::lock_guard lock(mutex_);
    const bool this_boot = heard.boot == boot_ && !boot_.empty();
    raise(heard.county, this_boot ? heard.monotonic : machine_.monotonic());
    if (!is_absurd(heard.county) && (!heard_ || heard.county > heard_->county)) heard_ = heard;
}

void TrustedClock::learn(const KeptTime& kept) {
    learn(kept.floor);
    if (kept.heard) learn(*kept.heard);
}

KeptTime TrustedClock::kept() const {
    const std::lock_guard lock(mutex_);
    return {earliest_locked(machine_.monotonic()), heard_};
}

TimePoint TrustedClock::certificate_time(unsigned failures) const {
    const unsigned turn = failures % (2 + most_years_on);
    if (turn == 0) return wall();
    const TimePoint passed = earliest();
    if (turn == 1) return std::max(passed, machine_.wall());
    return passed + std::chrono::days(365) * (turn - 1);
}

std::string boot_id() {
    const auto file = File::open("/proc/sys/kernel/random/boot_id", O_RDONLY);
    const auto text = file ? file->read_at(0, longest_boot_id) : Result<Bytes>(file.error());
    return text ? std::string(trimmed(text_of(*text))) : std::string();
}

TimePoint build_date() {
    const auto day = parse_iso_day(LIANXIN_BUILD_DATE);
    return day ? TimePoint(*day) : TimePoint();
}

} // namespace lianxin
