// A voice memo while it is recorded, listened to and kept beside the answers of a form. Part of the session.
#pragma once

#include "records/base/clock.h"

#include <map>
#include <string>
#include <string_view>

namespace lianxin {

enum class MemoPhase {
    Empty,
    Announced, ///< spoken mode: recording begins when what is being said has ended
    Recording,
    Ending,    ///< stopped; the last of it is being packed
    Recorded,
    Playing,
};
constexpr std::string_view name_of(MemoPhase phase) {
    switch (phase) {
    case MemoPhase::Empty: return "empty";
    case MemoPhase::Announced: return "announced";
    case MemoPhase::Recording: return "recording";
    case MemoPhase::Ending: return "ending";
    case MemoPhase::Recorded: return "recorded";
    case MemoPhase::Playing: return "playing";
    }
    return "empty";
}

/// Field name → how long its memo is. The sound itself is on the shelf (memo_shelf.h), never in the session.
using Memos = std::map<std::string, Milliseconds, std::less<>>;

struct MemoState {
    MemoPhase phase = MemoPhase::Empty;
    std::string field;   ///< that is recorded for, until it is known whether it succeeded; empty otherwise
    Milliseconds length{0};
    int level = 0;       ///< 0–100, while recording
    std::string failure; ///< name of an error code, or "cancelled": its announcement was cut short

    /// Whether the microphone hears the resident, or is about to: nothing may be said then.
    bool is_listening() const { return phase == MemoPhase::Recording || phase == MemoPhase::Ending; }
    /// Whether the resident speaks or listens, and so touches nothing.
    bool is_on() const { return is_listening() || phase == MemoPhase::Announced || phase == MemoPhase::Playing; }
};

constexpr Milliseconds longest_memo{180'000};

} // namespace lianxin
