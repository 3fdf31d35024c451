// Counting wrong codes.
#include "kiosk/miss_counter.h"

#include "records/base/log.h"

#include <algorithm>
#include <charconv>

namespace lianxin {
namespace {
constexpr unsigned free_misses = 5;
constexpr std::chrono::seconds first_wait{30};
constexpr std::chrono::seconds longest_wait{15 * 60};
} // namespace

Milliseconds MissCounter::wait_for(unsigned misses) {
    if (misses < free_misses) return Milliseconds{0};
    const unsigned doublings = std::min(misses - free_misses, 10u);
    return std::min<Milliseconds>(first_wait * (1u << doublings), longest_wait);
}

MissCounter::MissCounter(Path file) : file_(std::move(file)) {
    if (auto text = read_text(file_, 32)) std::from_chars(text->data(), text->data() + text->size(), misses_);
}

Milliseconds MissCounter::miss() {
    ++misses_;
    keep();
    return wait_for(misses_);
}

void MissCounter::forget() {
    if (misses_ == 0) return;
    misses_ = 0;
    keep();
}

void MissCounter::keep() {
    // Not being able to count must not keep residents from their answers.
    if (auto kept = write_file(file_, std::to_string(misses_)); !kept) log(Priority::Warning, "the count of wrong codes was not kept", kept.error());
}

} // namespace lianxin
