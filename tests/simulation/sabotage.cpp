// The rule that is broken in this run.
#include "records/base/sabotage.h"

namespace lianxin {

Sabotage sabotage_in_force = Sabotage::None;

} // namespace lianxin
