// The pad for speaking instead of writing: one large button that begins, ends and plays a memo, the time, and how loud it is.
#pragma once

#include "kiosk/memo.h"
#include "kiosk/ui/ui.h"

#include <optional>

namespace lianxin {

enum class MemoDeed { Record, Stop, Play, Drop };

/// What is plugged in.
struct MemoMeans {
    bool can_record = true, can_play = true;
};

/// Gives what was tapped.
std::optional<MemoDeed> memo_pad(Ui& ui, Rect area, const MemoState& memo, MemoMeans means);

/// "1 分 12 秒", "45 秒".
std::string minutes_and_seconds(const Wording& words, Milliseconds length);

} // namespace lianxin
