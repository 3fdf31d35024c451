// Follows the finger with a low-pass speed and decays exponentially after it left.
#include "kiosk/ui/scroll.h"

#include <algorithm>
#include <cmath>

namespace lianxin {

namespace {
constexpr float decay_per_second = 3.5F;
constexpr float slowest = 30.0F;          // pixels a second below which a roll ends
constexpr float fastest = 6000.0F;
constexpr Milliseconds stale{80};         // a finger that rested this long before leaving throws nothing

float seconds(Milliseconds time) { return static_cast<float>(time.count()) / 1000.0F; }
} // namespace

void KineticScroll::set_extent(float content, float visible) {
    limit_ = std::max(0.0F, std::round(content - visible));
    offset_ = std::clamp(offset_, 0.0F, limit_);
}

void KineticScroll::jump_to(float offset) {
    offset_ = std::clamp(std::round(offset), 0.0F, limit_);
    velocity_ = 0;
}

void KineticScroll::move(float by) {
    const float wanted = offset_ + by;
    offset_ = std::clamp(wanted, 0.0F, limit_);
    if (offset_ != wanted) velocity_ = 0;
}

void KineticScroll::hold(Milliseconds at) {
    velocity_ = finger_velocity_ = unspent_ = 0;
    last_ = at;
}

void KineticScroll::drag(float delta, Milliseconds at) {
    unspent_ += delta;
    if (at > last_) {
        const float speed = std::clamp(-unspent_ / seconds(at - last_), -fastest, fastest);
        finger_velocity_ += (speed - finger_velocity_) * 0.5F;
        unspent_ = 0;
        last_ = at;
    }
    move(-delta);
}

void KineticScroll::release(Milliseconds at) {
    velocity_ = at - last_ > stale ? 0 : finger_velocity_;
    finger_velocity_ = 0;
    if (std::abs(velocity_) < slowest) velocity_ = 0;
    last_ = at;
}

void KineticScroll::advance(Milliseconds now) {
    if (velocity_ == 0 || now <= last_) return;
    const float passed = std::min(0.1F, seconds(now - last_));
    last_ = now;
    const float left = std::exp(-decay_per_second * passed);
    const float travelled = velocity_ * (1 - left) / decay_per_second;
    velocity_ *= left;
    move(travelled);
    if (std::abs(velocity_) < slowest) velocity_ = 0;
}

} // namespace lianxin
