// Small exchanges tell the round trip, large ones the rate.
#include "sync/link_quality.h"

#include <algorithm>
#include <cmath>

namespace lianxin {
namespace {

constexpr std::size_t small = 4 << 10;
constexpr std::size_t large = 8 << 10; ///< the smallest batch (Pace) is one when it is packed
constexpr double trip_weight = 1.0 / 8, answer_weight = 1.0 / 16;
constexpr double fading_seconds = 60;

} // namespace

void LinkQuality::count(bool was_answered) {
    const double now = was_answered ? 1 : 0;
    answered_ = tried_ == 0 ? now : answered_ + (now - answered_) * answer_weight;
    ++tried_;
}

void LinkQuality::answered(std::size_t bytes, Milliseconds took) {
    count(true);
    ++exchanges_;
    const double milliseconds = static_cast<double>(std::max(took, Milliseconds(1)).count());
    if (bytes <= small) round_trip_ = round_trip_ == 0 ? milliseconds : round_trip_ + (milliseconds - round_trip_) * trip_weight;
    if (bytes < large) return;
    const double seconds = milliseconds / 1000, faded = std::exp(-seconds / fading_seconds);
    carried_ = carried_ * faded + static_cast<double>(bytes);
    seconds_ = seconds_ * faded + seconds;
}

void LinkQuality::failed() {
    count(false);
    ++failures_;
}

Milliseconds LinkQuality::round_trip() const { return Milliseconds(std::llround(round_trip_)); }
std::uint64_t LinkQuality::rate() const { return seconds_ == 0 ? 0 : static_cast<std::uint64_t>(std::llround(carried_ / seconds_)); }

std::optional<unsigned> LinkQuality::answered_percent() const {
    if (tried_ == 0) return {};
    return static_cast<unsigned>(std::lround(answered_ * 100));
}

} // namespace lianxin
