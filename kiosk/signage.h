// What the idle screen shows in turn: the invitation, then the slides of the edition that are shown now. Part of the session.
#pragma once

#include "records/base/clock.h"

#include <cstddef>
#include <optional>

namespace lianxin {

struct SignageState {
    std::size_t at = 0;                 ///< 0: the invitation; else one more than the index of the slide
    std::size_t highlights = 0;         ///< how many slides of the board have been shown
    std::optional<Milliseconds> since;  ///< monotonic; nothing until the idle screen has been seen
};

/// How long the invitation stays between rounds of slides.
constexpr Milliseconds invitation_lasts{15'000};

} // namespace lianxin
