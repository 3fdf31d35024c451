// Understands a finger by how long it stays and how far it goes.
#include "kiosk/ui/explore.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lianxin {

std::optional<Gesture> Explorer::next(Milliseconds now) {
    while (done_.empty() && !waiting_.empty()) {
        const PointerEvent event = waiting_.front();
        waiting_.pop_front();
        // Of many reports on the way only the last place matters.
        const bool followed = event.phase == PointerPhase::Move && !waiting_.empty() && waiting_.front().phase == PointerPhase::Move;
        if (followed && stage_ == Stage::Exploring && waiting_.front().finger == event.finger) continue;
        pass(event.at);
        take(event);
    }
    if (done_.empty()) pass(now);
    if (done_.empty()) return std::nullopt;
    const Gesture gesture = done_.front();
    done_.pop_front();
    return gesture;
}

std::optional<Milliseconds> Explorer::deadline() const {
    if (stage_ == Stage::Fresh) return down_ + (has_moved(reach_.wander) ? reach_.swipe_longest : is_second_ ? reach_.tap_longest : reach_.rest);
    if (stage_ == Stage::Idle && tap_) return tap_->ended + reach_.between_taps;
    return std::nullopt;
}

void Explorer::forget() {
    waiting_.clear();
    done_.clear();
    fingers_.clear();
    tap_.reset();
    second_finger_.reset();
    stage_ = Stage::Idle;
}

bool Explorer::has_moved(float distance) const { return std::hypot(last_.x - start_.x, last_.y - start_.y) > distance; }

void Explorer::explore(bool begins) {
    stage_ = Stage::Exploring;
    tap_.reset();
    done_.push_back({GestureKind::Explore, last_, begins});
}

/// What the passing of time alone decides.
void Explorer::pass(Milliseconds now) {
    const auto due = deadline();
    if (!due || now < *due) return;
    if (stage_ == Stage::Fresh) return explore(true);
    done_.push_back({GestureKind::Explore, tap_->at, true}); // one tap only: what is there is meant
    tap_.reset();
}

void Explorer::take(const PointerEvent& event) {
    switch (event.phase) {
    case PointerPhase::Down: press(event); break;
    case PointerPhase::Move:
        if (event.finger == finger_) wander(event);
        break;
    case PointerPhase::Up: lift(event); break;
    case PointerPhase::Cancel:
        fingers_.clear();
        stage_ = Stage::Idle;
        break;
    case PointerPhase::Wheel: break;
    }
}

void Explorer::press(const PointerEvent& event) {
    fingers_.insert(event.finger);
    if (fingers_.size() > 2) { // a hand, not a gesture
        stage_ = Stage::Spent;
        return;
    }
    if (fingers_.size() == 2) {
        if (stage_ == Stage::Fresh) stage_ = Stage::Pair;
        if (stage_ == Stage::Exploring) second_finger_ = event.at;
        return;
    }
    finger_ = event.finger;
    start_ = last_ = {event.x, event.y};
    down_ = event.at;
    is_second_ = tap_.has_value();
    second_finger_.reset();
    stage_ = Stage::Fresh;
}

void Explorer::wander(const PointerEvent& event) {
    last_ = {event.x, event.y};
    if (stage_ == Stage::Exploring) explore(false);
    if (stage_ == Stage::Pair && has_moved(reach_.swipe)) stage_ = Stage::Spent;
}

void Explorer::lift(const PointerEvent& event) {
    if (fingers_.erase(event.finger) == 0) return; // it came down before anybody listened
    if (stage_ == Stage::Exploring && event.finger != finger_) {
        if (second_finger_ && event.at - *second_finger_ <= reach_.tap_longest) done_.push_back({GestureKind::Act, {}, false});
        second_finger_.reset();
        return;
    }
    if (stage_ == Stage::Fresh) {
        last_ = {event.x, event.y};
        return lift_fresh(event.at);
    }
    if (!fingers_.empty()) return;
    if (stage_ == Stage::Pair && event.at - down_ <= reach_.tap_longest) done_.push_back({GestureKind::Hush, {}, false});
    stage_ = Stage::Idle;
    tap_.reset();
}

void Explorer::lift_fresh(Milliseconds at) {
    stage_ = Stage::Idle;
    const bool is_second = std::exchange(is_second_, false);
    const float x = last_.x - start_.x, y = last_.y - start_.y;
    if (has_moved(reach_.swipe)) {
        tap_.reset();
        const bool is_level = std::abs(x) >= std::abs(y);
        const GestureKind level = x > 0 ? GestureKind::Next : GestureKind::Previous;
        const GestureKind steep = y > 0 ? GestureKind::ReadOn : GestureKind::Repeat;
        done_.push_back({is_level ? level : steep, {}, false});
    } else if (is_second) {
        tap_.reset();
        done_.push_back({GestureKind::Act, {}, false});
    } else {
        tap_ = Tap{start_, at};
    }
}

bool CornerHold::is_in_corner(Point point) const {
    const bool beside = point.x < side_ || point.x >= static_cast<float>(screen_.width) - side_;
    const bool above = point.y < side_ || point.y >= static_cast<float>(screen_.height) - side_;
    return beside && above;
}

void CornerHold::report(const PointerEvent& event) {
    switch (event.phase) {
    case PointerPhase::Down:
        // A second finger: somebody leans on the screen or plays with it.
        if (finger_) return finger_.reset();
        if (!is_in_corner({event.x, event.y})) return;
        finger_ = event.finger;
        since_ = event.at;
        return;
    case PointerPhase::Move:
        if (finger_ == event.finger && !is_in_corner({event.x, event.y})) finger_.reset();
        return;
    case PointerPhase::Up:
    case PointerPhase::Cancel:
        if (finger_ == event.finger) finger_.reset();
        return;
    case PointerPhase::Wheel: return;
    }
}

bool CornerHold::is_done(Milliseconds now) {
    if (!finger_ || now - since_ < long_enough) return false;
    finger_.reset();
    return true;
}

std::optional<Milliseconds> CornerHold::deadline() const { return finger_ ? std::optional(since_ + long_enough) : std::nullopt; }

const Target* target_at(const std::vector<Target>& targets, Point point) {
    const Target* smallest = nullptr;
    for (const Target& target : targets) {
        if (target.covered || target.spoken.empty() || !target.visible.contains(point)) continue;
        const auto area = [](const Target& of) { return of.visible.width * of.visible.height; };
        if (!smallest || area(target) <= area(*smallest)) smallest = &target;
    }
    return smallest;
}

std::vector<const Target*> reading_order(const std::vector<Target>& targets) {
    std::vector<const Target*> order;
    for (const Target& target : targets) {
        if (target.covered || target.spoken.empty()) continue;
        const bool is_group = !is_touchable(target.role) && std::any_of(targets.begin(), targets.end(), [&](const Target& inner) {
            return !inner.covered && is_touchable(inner.role) && !inner.rect.is_empty() && target.rect.contains(inner.rect);
        });
        if (!is_group) order.push_back(&target);
    }
    return order;
}

Step step(const std::vector<const Target*>& order, std::string_view from, Direction direction) {
    if (order.empty()) return {};
    const auto at = std::find_if(order.begin(), order.end(), [&](const Target* target) { return target->id == from; });
    const Target* first = order.front();
    const Target* last = order.back();
    if (at == order.end()) return {direction == Direction::Forward ? first : last, false};
    if (direction == Direction::Forward) return at + 1 == order.end() ? Step{first, true} : Step{*(at + 1), false};
    return at == order.begin() ? Step{last, true} : Step{*(at - 1), false};
}

} // namespace lianxin
