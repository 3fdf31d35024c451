// The arithmetic of sizes.
#include "sync/pace.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::size_t smallest_bytes = 16 << 10;
constexpr std::size_t least_telling = smallest_bytes / 2; ///< packed, the smallest batches are somewhat smaller
constexpr std::size_t few = 2; ///< batches side by side on a thin line
/// Bytes a second. A line that carries less is filled by two connections whatever it loses, and what more of them send at once only drops out
/// of its short queue. One that carries more may be held back by losses, and more connections then carry more.
constexpr double thin = 12'000;
constexpr double filled_seconds = 8; ///< a cut costs no more of the link's time than this for each batch under way

} // namespace

Pace::Pace(std::size_t largest, std::size_t most) : largest_(largest), most_(most), bytes_(std::min(largest, smallest_bytes)) {}

std::size_t Pace::side_by_side() const {
    if (failed_) return 1;
    return rate_ > 0 && rate_ < thin ? std::min(few, most_) : most_;
}

void Pace::carried(std::size_t bytes, Milliseconds took) {
    failed_ = false;
    if (bytes < least_telling) return;
    const double seconds = std::max(0.001, std::chrono::duration<double>(took).count());
    const double rate = static_cast<double>(bytes) / seconds;
    rate_ = rate_ == 0 ? rate : (3 * rate_ + rate) / 4;
    const auto filling = static_cast<std::size_t>(std::min(static_cast<double>(largest_), rate_ * filled_seconds));
    bytes_ = std::min(largest_, std::max(smallest_bytes, std::min(2 * bytes_, filling)));
}

void Pace::failed() {
    bytes_ = std::min(largest_, smallest_bytes);
    rate_ = 0;
    failed_ = true;
}

} // namespace lianxin
