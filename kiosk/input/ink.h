// What a finger has written on the handwriting pad and what it may mean.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace lianxin {

/// Positions on the pad, 0 to 1 in both directions, in the order of writing.
struct InkPoint {
    float x = 0, y = 0;
};
using InkStroke = std::vector<InkPoint>;
using Strokes = std::vector<InkStroke>;

struct InkState {
    Strokes strokes;
    std::vector<std::string> candidates; ///< best first, at most 10
    std::uint64_t serial = 0;            ///< of the last question
};

} // namespace lianxin
