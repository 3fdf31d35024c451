// What a finger has written on the handwriting pad and what it may mean.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace lianxin {

/// Positions on the pad, 0 to 1 in both directions, in the order of writing; a stroke may run over the edge.
struct InkPoint {
    float x = 0, y = 0;
};
using InkStroke = std::vector<InkPoint>;
using Strokes = std::vector<InkStroke>;

/// Overwrites what was written.
void wipe(Strokes& strokes);

struct InkState {
    static constexpr std::size_t most_candidates = 10;
    /// No character has more; further ones are not taken.
    static constexpr std::size_t most_strokes = 40;

    Strokes strokes;
    std::vector<std::string> candidates; ///< best first, at most 10
    std::uint64_t serial = 0;            ///< of the last question
    bool reading = false;                ///< its answer is on the way

    /// Overwrites strokes and candidates; answers under way mean nothing any more.
    void forget();
};

} // namespace lianxin
