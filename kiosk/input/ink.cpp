// Forgetting what was written by hand.
#include "kiosk/input/ink.h"

#include "records/base/bytes.h"

#include <span>

namespace lianxin {

void wipe(Strokes& strokes) {
    for (auto& stroke : strokes) wipe(std::span(reinterpret_cast<std::uint8_t*>(stroke.data()), stroke.size() * sizeof(InkPoint)));
    strokes.clear();
}

void InkState::forget() {
    wipe(strokes);
    for (auto& candidate : candidates) wipe(candidate);
    candidates.clear();
    reading = false;
    ++serial;
}

} // namespace lianxin
