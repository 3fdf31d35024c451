// Characters told apart by their shape alone: how many strokes there are, and in which order and direction, does not matter.
#pragma once

#include "kiosk/input/ink.h"

#include <array>
#include <string_view>
#include <utility>

namespace lianxin {

class Shapes {
  public:
    /// Lines "character: x,y x,y / x,y …" on a square of 100 by 100; lines that begin with # and lines that make no sense are passed over.
    static Shapes parse(std::string_view text);

    /// The characters that are most alike, nearest first, with how far they are: the mean distance of their points, 0 for the same.
    std::vector<std::pair<std::string, float>> nearest(const Strokes& strokes, std::size_t most) const;

  private:
    /// A spot of ink and which way the line runs through it, whichever end it began at.
    struct Spot {
        float x = 0, y = 0, along = 0, across = 0;
    };
    static constexpr std::size_t spots = 48;
    using Cloud = std::array<Spot, spots>;

    static Cloud cloud_of(const Strokes& strokes);
    static float distance(const Cloud& one, const Cloud& other);

    std::vector<std::pair<std::string, Cloud>> known_;
};

} // namespace lianxin
