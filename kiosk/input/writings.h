// Other ways in which the same character may have been meant: unpractised hands change the order of strokes, join them, or lift
// the finger where others do not. Pure geometry; no recogniser.
#pragma once

#include "kiosk/input/ink.h"

#include <cstddef>

namespace lianxin {

/// The strokes without needless points, moved to the middle of the square and made so large that the longer side is `size`
/// (0 to 1). A dot becomes a short slanting stroke, as it is drawn by a pen.
Strokes placed(const Strokes& strokes, float size);
/// Without points that lie nearer than this to the line between their neighbours.
Strokes simplified(const Strokes& strokes, float tolerance);

/// Writings that differ from these strokes in one thing: two neighbours swapped, two joined, one divided at a corner, one divided
/// in two with the way between them taken out (a finger that was not lifted). Three strokes come in every order. At most `most`.
std::vector<Strokes> other_writings(const Strokes& strokes, std::size_t most);

} // namespace lianxin
