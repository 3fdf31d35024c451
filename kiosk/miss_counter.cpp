// Counting wrong codes and wrong PINs.
#include "kiosk/miss_counter.h"

#include "records/base/log.h"

#include <algorithm>
#include <charconv>

namespace lianxin {

Milliseconds Patience::wait_for(unsigned misses_so_far) const {
    if (misses_so_far < misses) return Milliseconds{0};
    const unsigned doublings = std::min(misses_so_far - misses, 16u);
    return std::min<Milliseconds>(first * (1u << doublings), longest);
}

MissCounter::MissCounter(Path file, Patience patience) : file_(std::move(file)), patience_(patience) {
    if (auto text = read_text(file_, 32)) std::from_chars(text->data(), text->data() + text->size(), misses_);
}

Result<void> MissCounter::miss() {
    ++misses_;
    return write_file(file_, std::to_string(misses_));
}

void MissCounter::forget() {
    if (misses_ == 0) return;
    misses_ = 0;
    if (auto kept = write_file(file_, "0"); !kept) log(Priority::Warning, "a count of misses was not taken back", kept.error());
}

} // namespace lianxin
