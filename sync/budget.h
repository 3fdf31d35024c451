// How many bytes of each class of goods may still travel today, remembered over restarts.
#pragma once

#include "records/base/clock.h"
#include "records/base/date.h"
#include "records/base/file.h"

#include <array>
#include <functional>
#include <optional>

namespace lianxin {

enum class Goods {
    Requests,    ///< what residents hand in
    Updates,     ///< what the county answers and announces
    Attachments, ///< parts of voice memos and pictures
    Content,     ///< editions
};
constexpr std::size_t kinds_of_goods = 4;
std::string_view name_of(Goods goods); ///< "requests"

/// Bytes a day, by Goods; nothing for no limit.
using DailyBytes = std::array<std::optional<std::uint64_t>, kinds_of_goods>;

class Budget {
  public:
    /// `file` remembers what was spent; `now` tells the day, which is China's. A file that cannot be read counts as an empty day.
    Budget(const DailyBytes& daily, Path file, std::function<TimePoint()> now);

    /// Nothing when there is no limit.
    std::optional<std::uint64_t> left(Goods goods) const;
    bool allows(Goods goods) const;
    /// Errors: Storage, NoSpace (it counts all the same while the program runs).
    Result<void> spend(Goods goods, std::uint64_t bytes);

  private:
    void read();
    std::uint64_t spent(Goods goods) const;

    DailyBytes daily_;
    Path file_;
    std::function<TimePoint()> now_;
    Day day_{};
    std::array<std::uint64_t, kinds_of_goods> spent_{};
};

} // namespace lianxin
