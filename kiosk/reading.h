// Reading aloud: what is read, where it stands, and how it sounds. Part of the session.
#pragma once

#include "records/base/clock.h"

#include <cstdint>
#include <string>
#include <vector>

namespace lianxin {

/// How speech sounds during this visit; both 1–5, 3 as set up. The next visit begins with 3 again.
struct VoiceSettings {
    int volume = 3;
    int speed = 3;
};

/// A sentence or a target's words, and where they stand on the screen.
struct Passage {
    std::string text;
    std::string target;             ///< id of the target it belongs to
    std::size_t begin = 0, end = 0; ///< bytes of the page's plain text; both 0 outside pages
    std::string recording;          ///< path in the edition, empty when nobody recorded it
    Milliseconds from{0}, to{0};    ///< inside the recording; to 0: up to its end
};

/// A page read aloud by a person.
struct Narration {
    std::string recording;          ///< path in the edition; empty when there is none
    std::vector<Milliseconds> from; ///< where each of its passages begins; empty: it is not used
};

/// Whoever listens does not touch: reading counts as being there, but not for longer than this after the last touch.
constexpr Milliseconds longest_listening{15 * 60'000};

struct ReadingState {
    std::vector<Passage> passages; ///< empty: nothing is read
    std::size_t at = 0;            ///< the passage being said
    bool paused = false;
    std::uint64_t serial = 0;      ///< of the last thing said
    Milliseconds ended{0};         ///< monotonic: when the last reading was heard to its end

    bool is_on() const { return !passages.empty(); }
    bool is_sounding() const { return is_on() && !paused; }
    /// What is being said, or would be.
    const Passage* passage() const { return at < passages.size() ? &passages[at] : nullptr; }
};

/// One thing to say.
struct Utterance {
    std::string text;      ///< as written; numbers, dates and readings are put right by the voice
    std::string recording; ///< path in the edition; the text is said when it is empty or cannot be played
    Milliseconds from{0}, to{0};
    VoiceSettings voice;
};

} // namespace lianxin
