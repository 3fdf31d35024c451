// Three hands that write the characters of hands/strokes.txt: a regular one, a trembling one and a hurried one.
#pragma once

#include "kiosk/input/handwriting.h"

#include <string>
#include <vector>

namespace lianxin::test {

enum class Hand {
    Regular,   ///< the strokes as they stand in the file, rounded a little as a finger rounds them
    Trembling, ///< the same shaken: tremor, slant, turn, strokes out of place, small and off the middle
    Hurried,   ///< proportions wrong, corners worn, and the order and joins of hands/hurried.txt
};

/// What a person wrote who meant `character`.
struct Written {
    std::string character;
    Strokes strokes;
};

/// Every character of the set once. The distortions come from a fixed seed: the same on every machine.
std::vector<Written> written_by(Hand hand);

/// Characters that have a shape of our own (assets/handwriting/shapes.txt): those the library does not know by itself.
std::vector<std::string> with_shapes();

/// The recogniser with the system's model and the hints of this tree; throws where there is none.
Handwriting open_handwriting();

} // namespace lianxin::test
