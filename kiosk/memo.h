// A voice memo while it is recorded, listened to and kept as the answer of a field. Part of the session.
#pragma once

#include "records/base/clock.h"

#include <string>

namespace lianxin {

enum class MemoPhase { Empty, Recording, Recorded, Playing };

struct MemoState {
    MemoPhase phase = MemoPhase::Empty;
    Milliseconds length{0};
    int level = 0;       ///< 0–100, while recording
    std::string failure; ///< name of an error code
};

constexpr Milliseconds longest_memo{180'000};

} // namespace lianxin
