// The status file as JSON, and the report to the county.
#include "sync/health.h"

#include "records/base/date.h"
#include "records/base/json.h"

namespace lianxin {
namespace {

Value time_or_null(const std::optional<TimePoint>& moment) { return moment ? Value(iso_time(*moment)) : Value(); }

Value link_value(const LinkQuality& link) {
    Value value(Value::Map{{"round_trip", static_cast<std::int64_t>(link.round_trip().count())}, {"rate", link.rate()}, {"answered", Value()}});
    if (const auto answered = link.answered_percent()) value.set("answered", *answered);
    value.set("exchanges", link.exchanges());
    value.set("failures", link.failures());
    return value;
}

Value::Map chain_map(const ChainState& chain) {
    return {{"epoch", chain.epoch},
            {"handed_in", chain.handed_in},
            {"delivered", chain.delivered},
            {"waiting", chain.waiting.count},
            {"waiting_bytes", chain.waiting.bytes},
            {"oldest_waiting", time_or_null(chain.waiting.oldest)},
            {"refused", chain.refused},
            {"diverged", chain.diverged}};
}

Value clock_value(const Health& health) {
    return Value::Map{{"source", name_of(health.clock)}, {"floor", iso_time(health.floor)}, {"machine_offset", static_cast<std::int64_t>(health.machine_offset.count())}};
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
    Value document(Value::Map{{"at", iso_time(health.at)}, {"last_contact", time_or_null(health.last_contact)}, {"quiet_until", time_or_null(health.quiet_until)}});
    for (auto& [key, value] : chain_map(health.requests)) document.set(key, std::move(value));
    document.set("attachments", chain_map(health.attachments));
    document.set("witness_alarm", health.contradicts_witness());
    document.set("problem", word_of_problem(round));
    document.set("detail", round.problem ? round.problem->text() : std::string());
    document.set("held", round.held);
    document.set("link", link_value(health.link));
    document.set("clock", clock_value(health));
    document.set("edition", edition_value(health.edition));
    document.set("free_space", health.free_space);
    return to_json(document, Layout::Indented) + "\n";
}

HealthReport report_of(const Health& health) {
    HealthReport report;
    report.program = LIANXIN_VERSION;
    report.epoch = health.requests.epoch;
    report.handed_in = health.requests.handed_in;
    report.delivered = health.requests.delivered;
    report.edition = health.edition ? health.edition->number : 0;
    if (health.edition) report.edition_made = health.edition->made;
    report.free_space = health.free_space;
    report.wall = health.at;
    report.problem = health.is_diverged() ? "diverged" : word_of_problem(health.round);
    report.waiting_bytes = health.requests.waiting.bytes;
    report.oldest = health.requests.waiting.oldest;
    report.refused = health.requests.refused;
    report.clock = name_of(health.clock);
    report.machine_offset = health.machine_offset.count();
    report.round_trip = static_cast<std::uint64_t>(health.link.round_trip().count());
    report.rate = health.link.rate();
    report.failures = health.link.failures();
    for (const ChainState* chain : {&health.attachments, &health.requests}) {
        if (chain->alarms.empty()) continue;
        report.kept_head = chain->alarms.front().kept;
        report.seen_head = chain->alarms.front().seen;
    }
    const ChainState& parts = health.attachments;
    report.attachments = {parts.waiting.count, parts.waiting.bytes, parts.waiting.oldest, parts.refused, parts.diverged};
    return report;
}

Result<void> write_health(const Path& file, const Health& health) { return write_file(file, to_text(health)); }
Result<void> write_metrics(const Path& file, const Health& health) { return write_file(file, to_metrics(health)); }

} // namespace lianxin
