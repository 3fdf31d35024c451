// The status file as JSON.
#include "sync/health.h"

#include "records/base/date.h"
#include "records/base/json.h"

namespace lianxin {

std::string word_of_problem(const RoundReport& round) {
    if (!round.problem) return "";
    return round.portal ? "portal" : std::string(name_of(round.problem->code));
}

std::string to_text(const Health& health) {
    const RoundReport& round = health.round;
    return to_json(Value(Value::Map{
                       {"at", iso_time(health.at)},
                       {"last_contact", health.last_contact ? Value(iso_time(*health.last_contact)) : Value()},
                       {"epoch", round.epoch},
                       {"handed_in", round.handed_in},
                       {"delivered", round.delivered},
                       {"waiting", round.waiting()},
                       {"diverged", round.diverged},
                       {"problem", word_of_problem(round)},
                       {"attachments_waiting", round.attachments.waiting()},
                       {"held", round.held},
                       {"detail", round.problem ? round.problem->text() : std::string()},
                   }),
                   Layout::Indented) +
           "\n";
}

Result<void> write_health(const Path& file, const Health& health) { return write_file(file, to_text(health)); }

} // namespace lianxin
