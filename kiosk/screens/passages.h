// What 朗读 says: the texts of a screen in reading order.
#pragma once

#include "kiosk/reading.h"
#include "kiosk/ui/touch.h"

#include <vector>

namespace lianxin {

/// One passage for each target that is not covered by a dialog and does not belong to header or footer.
std::vector<Passage> passages_of(const std::vector<Target>& targets);

} // namespace lianxin
