// The handwriting pad: a square to write one character in, and what it may mean. The ink follows the finger before anybody else
// hears of it.
#pragma once

#include "kiosk/input/ink.h"
#include "kiosk/ui/ui.h"

#include <optional>

namespace lianxin {

/// The square, its guiding lines and what is written in it; gives a stroke that has just ended.
std::optional<InkStroke> ink_square(Ui& ui, Rect square, const InkState& ink);

/// What the strokes may mean, best first, or a word about how to begin; gives the index of the one that was tapped.
std::optional<std::size_t> ink_candidates(Ui& ui, Rect strip, const InkState& ink);

} // namespace lianxin
