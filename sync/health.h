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

/// "portal" when a login page stands between here and the county, else the word of the error code; empty for none.
std::string word_of_problem(const RoundReport& round);

/// The document, for other programs: {"at", "last_contact" (or null), "epoch", "handed_in", "delivered", "waiting", "diverged",
/// "problem" (word_of_problem), "detail", "attachments_waiting", "held" (attachments or content wait for their day or hour)}.
std::string to_text(const Health& health);
/// Writes it in one step. Errors: Storage, NoSpace.
Result<void> write_health(const Path& file, const Health& health);

} // namespace lianxin
