// What 朗读 says: the texts of a screen in reading order, a page sentence by sentence.
#pragma once

#include "kiosk/session.h"
#include "kiosk/ui/touch.h"

#include <vector>

namespace lianxin {

/// One passage for each target that is not covered by a dialog and does not belong to header, footer or keyboard; the text of an
/// open page is cut into its sentences and the rows of its tables.
std::vector<Passage> passages_of(const std::vector<Target>& targets, const Session& session);

} // namespace lianxin
