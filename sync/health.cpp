// The status file as JSON.
#include "sync/health.h"

#include "records/base/date.h"
#include "records/base/json.h"

namespace lianxin {
namespace {

Value time_or_null(const std::optional<TimePoint>& moment) { return moment ? Value(iso_time(*moment)) : Value(); }

Value link_value(const LinkQuality& link) {
    return Value::Map{{"round_trip", static_cast<std::int64_t>(link.round_trip().count())}, {"rate", link.rate()}, {"exchanges", link.exchanges()}, {"failures", link.failures()}};
}

Value edition_value(const std::optional<EditionInfo>& edition) {
    if (!edition) return Value();
    return Value::Map{{"number", edition->number}, {"made", iso_time(edition->made)}, {"expires", iso_time(edition->expires)}};
}

} // namespace

std::string_view name_of(TimeSource source) {
    switch (source) {
    case TimeSource::Floor: return "floor";
    case TimeSource::Machine: return "machine";
    case TimeSource::County: break;
    }
    return "county";
}

std::string word_of_problem(const RoundReport& round) {
    if (!round.problem) return "";
    return round.portal ? "portal" : std::string(name_of(round.problem->code));
}

std::string to_text(const Health& health) {
    const RoundReport& round = health.round;
    return to_json(Value(Value::Map{
                       {"at", iso_time(health.at)},
                       {"last_contact", time_or_null(health.last_contact)},
                       {"epoch", round.epoch},
                       {"handed_in", round.handed_in},
                       {"delivered", round.delivered},
                       {"waiting", round.waiting()},
                       {"waiting_bytes", health.waiting.bytes},
                       {"oldest_waiting", time_or_null(health.waiting.oldest)},
                       {"refused", health.refused},
                       {"diverged", round.diverged},
                       {"witness_alarm", health.contradicts_witness()},
                       {"problem", word_of_problem(round)},
                       {"attachments_waiting", round.attachments.waiting()},
                       {"held", round.held},
                       {"detail", round.problem ? round.problem->text() : std::string()},
                       {"link", link_value(health.link)},
                       {"clock", Value::Map{{"source", name_of(health.clock)},
                                            {"floor", iso_time(health.floor)},
                                            {"machine_offset", static_cast<std::int64_t>(health.machine_offset.count())}}},
                       {"edition", edition_value(health.edition)},
                       {"free_space", health.free_space},
                   }),
                   Layout::Indented) +
           "\n";
}

Result<void> write_health(const Path& file, const Health& health) { return write_file(file, to_text(health)); }
Result<void> write_metrics(const Path& file, const Health& health) { return write_file(file, to_metrics(health)); }

} // namespace lianxin
