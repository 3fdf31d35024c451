// The arithmetic of sizes.
#include "sync/pace.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::size_t first_bytes = 64 << 10;
constexpr std::size_t smallest_bytes = 16 << 10;
constexpr double filled_seconds = 8; ///< a cut costs no more of the link's time than this for each batch under way

} // namespace

Pace::Pace(std::size_t largest, std::size_t most) : largest_(largest), most_(most), bytes_(std::min(largest, first_bytes)) {}

void Pace::carried(std::size_t bytes, Milliseconds took) {
    const double seconds = std::max(0.001, std::chrono::duration<double>(took).count());
    const double rate = static_cast<double>(bytes) / seconds;
    rate_ = rate_ == 0 ? rate : (3 * rate_ + rate) / 4;
    const auto filling = static_cast<std::size_t>(std::min(static_cast<double>(largest_), rate_ * filled_seconds));
    bytes_ = std::min(largest_, std::max(smallest_bytes, std::min(2 * bytes_, filling)));
    failed_ = false;
}

void Pace::failed() {
    bytes_ = std::min(largest_, smallest_bytes);
    rate_ = 0;
    failed_ = true;
}

} // namespace lianxin
