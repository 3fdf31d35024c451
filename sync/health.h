// The status file that the kiosk's staff page and a technician read: state/health.json.
#pragma once

#include "records/base/file.h"
#include "sync/round.h"

namespace lianxin {

struct Health {
    std::optional<TimePoint> last_contact; ///< by the county's signed time
    TimePoint at;                          ///< when this was written, by our own clock
    RoundReport round;
};

/// The document, for other programs: {"at", "last_contact" (or null), "epoch", "handed_in", "delivered", "waiting", "diverged",
/// "problem" (word of an error code, empty for none), "detail"}.
std::string to_text(const Health& health);
/// Writes it in one step. Errors: Storage, NoSpace.
Result<void> write_health(const Path& file, const Health& health);

} // namespace lianxin
