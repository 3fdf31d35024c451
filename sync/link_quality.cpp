// Small exchanges tell the round trip, large ones the rate; each new one counts a quarter.
#include "sync/link_quality.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::size_t small = 4 << 10;
constexpr std::size_t large = 32 << 10;

} // namespace

void LinkQuality::answered(std::size_t bytes, Milliseconds took) {
    ++exchanges_;
    took = std::max(took, Milliseconds(1));
    if (bytes <= small) round_trip_ = round_trip_.count() == 0 ? took : (round_trip_ * 3 + took) / 4;
    if (bytes < large) return;
    const double now = static_cast<double>(bytes) * 1000.0 / static_cast<double>(took.count());
    rate_ = rate_ == 0 ? now : (rate_ * 3 + now) / 4;
}

} // namespace lianxin
