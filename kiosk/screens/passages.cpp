// Reads the list of targets as passages.
#include "kiosk/screens/passages.h"

namespace lianxin {

std::vector<Passage> passages_of(const std::vector<Target>& targets) {
    std::vector<Passage> passages;
    for (const Target& target : targets) {
        const bool is_frame = target.id.starts_with("common.") || target.id.starts_with("hall.");
        if (is_frame || target.covered) continue;
        Passage passage;
        passage.text = target.spoken;
        passage.target = target.id;
        passages.push_back(std::move(passage));
    }
    return passages;
}

} // namespace lianxin
