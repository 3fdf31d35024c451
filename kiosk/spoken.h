// The spoken mode: somebody who sees nothing uses the kiosk by ear and one finger. Part of the session.
#pragma once

#include "records/base/clock.h"

#include <string>

namespace lianxin {

/// Whether what is personal may be said into the hall. Headphones need no consent.
enum class Consent { NotAsked, Given, Refused };

/// What is to be said besides what the screen shows.
enum class Remark {
    None,
    Opening,      ///< how the spoken mode works and how it ends
    HeadphonesIn, ///< headphones were left plugged in by somebody: how to listen
    Closed,       ///< the spoken mode was ended
    VisitOver,    ///< the visit ended, everything is cleared
};

enum class Pace { Usual, Slow };

/// What was last told of the screen: only what differs from it is said.
struct Heard {
    std::string place;   ///< screen, dialog and question
    std::string news;    ///< what the screen reports by itself: mistakes, findings
    std::string typed;   ///< the text being typed
    std::string letters; ///< those not yet characters, with the first candidate
    std::string focus;   ///< id of the target that a double tap acts on
    std::string state;   ///< how that target was described

    bool operator==(const Heard&) const = default;
};

struct SpokenState {
    bool on = false;
    Consent consent = Consent::NotAsked;
    Remark remark = Remark::None;
    Heard heard;
    std::string last;      ///< what was said last, to be repeated
    Pace last_pace = Pace::Usual;
    bool speaking = false; ///< something said has not been heard to its end
    Milliseconds unplugged_at{0}; ///< monotonic; while dialog is Unplugged

    /// Overwrites everything told.
    void forget();
};

} // namespace lianxin
