// Turns reports of fingers into presses, taps and scrolling, against what the last frame showed.
#include "kiosk/ui/touch.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lianxin {

std::string_view name_of(Role role) {
    switch (role) {
    case Role::Button: return "button";
    case Role::Tile: return "tile";
    case Role::Row: return "row";
    case Role::Choice: return "choice";
    case Role::Check: return "check";
    case Role::Field: return "field";
    case Role::Key: return "key";
    case Role::Candidate: return "candidate";
    case Role::Text: return "text";
    case Role::Image: return "image";
    case Role::Ink: return "ink";
    }
    return "";
}

bool is_touchable(Role role) { return role != Role::Text && role != Role::Image; }

void Touch::begin_frame(Milliseconds now) {
    moved_ = false;
    if (tapped_) line_.clear();
    tapped_ = std::exchange(activated_, std::nullopt);
    while (!waiting_.empty() && !tapped_) {
        const PointerEvent event = waiting_.front();
        waiting_.pop_front();
        take(event);
    }
    for (auto& [id, area] : areas_) area.scroll.advance(now);
    for (auto& [id, side] : sides_) side.scroll.advance(now);
    growing_.clear();
    for (auto& [id, area] : areas_) area.seen = false;
    for (auto& [id, side] : sides_) side.seen = false;
}

void Touch::end_frame() {
    shown_ = std::move(growing_);
    growing_.clear();
    // A list that is not on the screen keeps its place, but does not roll on unseen.
    for (auto& [id, area] : areas_)
        if (!area.seen && area.scroll.is_rolling()) area.scroll.jump_to(area.scroll.offset());
    std::erase_if(sides_, [](const auto& side) { return !side.second.seen; });
}

bool Touch::target(Target target) {
    target.visible = target.rect;
    if (area_) {
        target.area = *area_;
        target.visible = target.rect.intersection(areas_[*area_].window);
    }
    const bool tapped = !rehearsal_ && tapped_ && *tapped_ == target.id && target.enabled && is_touchable(target.role);
    growing_.push_back(std::move(target));
    return tapped;
}

void Touch::cover() {
    for (Target& target : growing_) target.covered = true;
}

float Touch::begin_scroll(std::string_view id, Rect window) {
    area_ = std::string(id);
    Area& area = areas_[*area_];
    area.window = window;
    area.seen = true;
    return std::round(area.scroll.offset());
}

void Touch::end_scroll(float content_height) {
    Area& area = areas_[*area_];
    area.content = content_height;
    area.scroll.set_extent(content_height, area.window.height);
    area_.reset();
}

float Touch::sideways(std::string_view id, Rect window, float content_width, Sway sway) {
    Side& side = sides_[std::string(id)];
    side.window = area_ ? window.intersection(areas_[*area_].window) : window;
    side.sway = sway;
    side.seen = true;
    side.extent = std::max(0.0F, content_width - window.width);
    side.scroll.set_extent(content_width, window.width);
    return std::round(side.scroll.offset());
}

void Touch::centre_sideways(std::string_view id) {
    const auto found = sides_.find(id);
    if (found != sides_.end()) found->second.scroll.jump_to(found->second.extent / 2);
}

void Touch::show(std::string_view id, float top, float bottom) {
    const auto found = areas_.find(id);
    if (found == areas_.end()) return;
    Area& area = found->second;
    const float offset = area.scroll.offset();
    if (top < offset) area.scroll.jump_to(top);
    else if (bottom > offset + area.window.height) area.scroll.jump_to(bottom - area.window.height);
}

void Touch::scroll_to(std::string_view id, float offset) {
    const auto found = areas_.find(id);
    if (found != areas_.end()) found->second.scroll.jump_to(offset);
}

void Touch::turn(std::string_view id, float distance) {
    const auto found = areas_.find(id);
    if (found == areas_.end()) return;
    found->second.scroll.jump_to(found->second.scroll.offset() + distance);
    moved_ = true;
}

std::optional<Touch::Extent> Touch::extent(std::string_view id) const {
    const auto found = areas_.find(id);
    if (found == areas_.end()) return std::nullopt;
    return Extent{found->second.scroll.offset(), found->second.content, found->second.window.height};
}

void Touch::begin_rehearsal() { rehearsal_ = growing_.size(); }

void Touch::end_rehearsal() {
    growing_.resize(rehearsal_.value_or(growing_.size()));
    rehearsal_.reset();
}

void Touch::follow(std::uint64_t occasion, std::string_view id, float top, float bottom) {
    if (rehearsal_) return;
    const auto found = areas_.find(id);
    if (found == areas_.end() || std::exchange(followed_, occasion) == occasion) return;
    Area& area = found->second;
    const float offset = area.scroll.offset(), height = area.window.height;
    if (top >= offset && bottom <= offset + height) return;
    // What comes next shall be seen too, so it begins a little below the upper edge.
    area.scroll.jump_to(std::max(0.0F, top - height / 8));
    moved_ = true;
}

void Touch::follow(std::uint64_t occasion, const Target& target) {
    const auto found = areas_.find(target.area);
    if (found == areas_.end()) return;
    const float top = target.rect.y - found->second.window.y + std::round(found->second.scroll.offset());
    follow(occasion, target.area, top, top + target.rect.height);
}

void Touch::keep_in_sight(std::string_view id, std::uint64_t what, float top, float bottom) {
    const auto found = areas_.find(id);
    if (found == areas_.end() || found->second.kept == what) return;
    found->second.kept = what;
    const float before = found->second.scroll.offset();
    show(id, top, bottom);
    moved_ = moved_ || found->second.scroll.offset() != before;
}

bool Touch::reveal(std::string_view id) {
    const Target* target = find(id);
    if (!target) return false;
    const auto found = areas_.find(target->area);
    if (found == areas_.end()) return true;
    const float top = target->rect.y - found->second.window.y + std::round(found->second.scroll.offset());
    show(target->area, top, top + target->rect.height);
    return true;
}

bool Touch::activate(std::string_view id) {
    const Target* target = find(id);
    if (!target || target->covered || !target->enabled || !is_touchable(target->role)) return false;
    last_ = target->visible.centre();
    activated_ = target->id;
    return true;
}

void Touch::let_go() {
    pressed_.reset();
    finger_.reset();
    dragging_ = false;
    line_.clear();
}

const Target* Touch::find(std::string_view id) const {
    for (const Target& target : shown_)
        if (target.id == id) return &target;
    return nullptr;
}

bool Touch::wants_frame() const {
    if (!waiting_.empty() || activated_ || moved_) return true;
    for (const auto& [id, area] : areas_)
        if (area.scroll.is_rolling()) return true;
    return std::any_of(sides_.begin(), sides_.end(), [](const auto& side) { return side.second.scroll.is_rolling(); });
}

void Touch::forget() {
    areas_.clear();
    sides_.clear();
    followed_ = 0;
    waiting_.clear();
    pressed_.reset();
    tapped_.reset();
    activated_.reset();
    dragged_.clear();
    swayed_.clear();
    let_go();
    line_.shrink_to_fit();
}

void Touch::take(const PointerEvent& event) {
    switch (event.phase) {
    case PointerPhase::Down: press(event); break;
    case PointerPhase::Move:
        if (finger_ == event.finger) wander(event);
        break;
    case PointerPhase::Up:
        if (finger_ == event.finger) lift(event);
        break;
    case PointerPhase::Cancel: let_go(); break;
    case PointerPhase::Wheel: turn_wheel(event); break;
    }
}

/// While one finger writes, another means the ball of the hand. The one that moves is the writer: a hand that came to rest
/// before the finger is dropped with the dot it made.
bool Touch::is_palm(const PointerEvent& event) {
    if (!is_writing() || *finger_ == event.finger) return false;
    for (const Point& point : line_)
        if (std::hypot(point.x - start_.x, point.y - start_.y) > slop_) return true;
    finger_.reset();
    line_.clear();
    return false;
}

void Touch::press(const PointerEvent& event) {
    if (is_palm(event)) return;
    if (finger_ && *finger_ != event.finger) {
        // Two thumbs typing: the second lands before the first has left, and the first key still counts.
        lift({PointerPhase::Up, last_.x, last_.y, event.at, *finger_, 0});
        if (tapped_) {
            waiting_.push_front(event);
            return;
        }
    }
    finger_ = event.finger;
    start_ = last_ = {event.x, event.y};
    dragging_ = false;
    dragged_ = area_at(start_);
    swayed_ = side_at(start_);
    bool was_rolling = false;
    if (const auto found = areas_.find(dragged_); found != areas_.end()) {
        was_rolling = found->second.scroll.is_rolling();
        found->second.scroll.hold(event.at);
    }
    if (const auto found = sides_.find(swayed_); found != sides_.end()) {
        was_rolling = was_rolling || found->second.scroll.is_rolling();
        found->second.scroll.hold(event.at);
    }
    const Target* target = hit(start_);
    pressed_.reset();
    // A finger that stops a rolling list means the list, not what happens to pass under it.
    if (target && !was_rolling) pressed_ = target->id;
    line_.clear();
    if (pressed_ && target->role == Role::Ink) {
        line_.push_back(start_);
        dragged_.clear();
        swayed_.clear();
    }
}

void Touch::wander(const PointerEvent& event) {
    const Point now{event.x, event.y};
    if (is_writing()) {
        if (now.x != last_.x || now.y != last_.y) line_.push_back(now);
        last_ = now;
        return;
    }
    if (!dragging_ && std::hypot(now.x - start_.x, now.y - start_.y) > slop_) {
        const Target* target = pressed_ ? find(*pressed_) : nullptr;
        const auto side = sides_.find(swayed_);
        const bool goes_sideways = std::abs(now.x - start_.x) > std::abs(now.y - start_.y);
        if (side != sides_.end() && side->second.sway == Sway::Sideways) goes_sideways ? dragged_.clear() : swayed_.clear();
        if (!dragged_.empty() || !swayed_.empty()) {
            dragging_ = true;
            pressed_.reset();
        } else if (target && !target->rect.inset(-slop_).contains(now)) {
            pressed_.reset();
        }
    }
    if (dragging_) drag(now, event.at);
    last_ = now;
}

void Touch::drag(Point to, Milliseconds at) {
    if (const auto found = areas_.find(dragged_); found != areas_.end()) found->second.scroll.drag(to.y - last_.y, at);
    if (const auto found = sides_.find(swayed_); found != sides_.end()) found->second.scroll.drag(to.x - last_.x, at);
}

void Touch::lift(const PointerEvent& event) {
    finger_.reset();
    if (dragging_) {
        if (const auto found = areas_.find(dragged_); found != areas_.end()) found->second.scroll.release(event.at);
        if (const auto found = sides_.find(swayed_); found != sides_.end()) found->second.scroll.release(event.at);
        dragging_ = false;
        return;
    }
    const std::optional<std::string> meant = std::exchange(pressed_, std::nullopt);
    const Target* target = meant ? find(*meant) : nullptr;
    if (!line_.empty()) { // it may end anywhere
        if (event.x != last_.x || event.y != last_.y) line_.push_back({event.x, event.y});
        if (target && !target->covered && target->enabled) tapped_ = *meant;
        else line_.clear();
        last_ = {event.x, event.y};
        return;
    }
    last_ = {event.x, event.y};
    if (target && !target->covered && target->enabled && target->rect.inset(-slop_).contains(Point{event.x, event.y}))
        tapped_ = *meant;
}

void Touch::turn_wheel(const PointerEvent& event) {
    const auto found = areas_.find(area_at({event.x, event.y}));
    if (found != areas_.end()) found->second.scroll.jump_to(found->second.scroll.offset() - event.wheel);
}

const Target* Touch::hit(Point point) const {
    for (auto target = shown_.rbegin(); target != shown_.rend(); ++target)
        if (!target->covered && target->enabled && is_touchable(target->role) && target->visible.contains(point))
            return &*target;
    return nullptr;
}

std::string Touch::side_at(Point point) const {
    for (const auto& [id, side] : sides_)
        if (side.extent > 0 && side.window.contains(point)) return id;
    return "";
}

std::string Touch::area_at(Point point) const {
    for (const auto& [id, area] : areas_)
        if (area.seen && area.window.contains(point)) return id;
    return "";
}

} // namespace lianxin
