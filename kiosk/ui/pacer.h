// When the next frame is due: at once after input, at a deadline, or never. Pure arithmetic on monotonic time.
#pragma once

#include "records/base/clock.h"

#include <algorithm>
#include <optional>

namespace lianxin {

class Pacer {
  public:
    /// Something happened: the next frames are drawn at once. A press, its effect and what settles after it take three.
    void input() { owed_ = settle; }
    /// A moment at which something changes by itself (a clock's minute, a time-out); earlier ones win until it passed.
    void wake_at(Milliseconds moment) { deadline_ = deadline_ ? std::min(*deadline_, moment) : moment; }
    /// A frame was drawn; `moving` while a list still rolls.
    void drawn(Milliseconds now, bool moving) {
        owed_ = moving ? std::max(owed_ - 1, 1) : std::max(owed_ - 1, 0);
        if (deadline_ && *deadline_ <= now) deadline_.reset();
    }
    bool is_due(Milliseconds now) const { return owed_ > 0 || (deadline_ && *deadline_ <= now); }
    /// How long to sleep: 0 for not at all, nothing for until something happens.
    std::optional<Milliseconds> sleep(Milliseconds now) const {
        if (owed_ > 0) return Milliseconds{0};
        if (!deadline_) return std::nullopt;
        return std::max(Milliseconds{0}, *deadline_ - now);
    }

    static constexpr int settle = 3;

  private:
    int owed_ = settle;
    std::optional<Milliseconds> deadline_;
};

} // namespace lianxin
