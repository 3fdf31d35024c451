// The hours in which the line is left alone but for what residents hand in. Pure.
#pragma once

#include "records/base/clock.h"
#include "records/base/result.h"

#include <chrono>
#include <optional>
#include <string_view>

namespace lianxin {

class QuietHours {
  public:
    /// None at all.
    QuietHours() = default;
    /// "22:00-06:00", by the clock of China; over midnight when the first is later. Empty for none. Errors: Invalid.
    static Result<QuietHours> parse(std::string_view text);

    bool hold(TimePoint moment) const;
    /// When those that hold end; nothing while none do.
    std::optional<TimePoint> until(TimePoint moment) const;

  private:
    std::chrono::minutes from_{0}, until_{0}; ///< of the day; equal for none
};

} // namespace lianxin
