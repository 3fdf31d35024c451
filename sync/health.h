// How the kiosk is, gathered once and told in three ways: the status file that its staff page and a technician read, the same for Prometheus, and
// the report to the county.
#pragma once

#include "records/base/file.h"
#include "records/base/trusted_clock.h"
#include "records/model/edition.h"
#include "records/wire/health_report.h"
#include "sync/chain_state.h"
#include "sync/link_quality.h"
#include "sync/round.h"

namespace lianxin {

struct Health {
    std::optional<TimePoint> last_contact; ///< by the county's signed time
    TimePoint at;                          ///< when this was written, by the trusted time
    std::optional<TimePoint> quiet_until;  ///< when the quiet hours end; nothing while none hold
    RoundReport round;                     ///< the last one, or the one under way
    ChainState requests, attachments;
    LinkQuality link;
    TimeSource clock = TimeSource::Floor;
    TimePoint floor;                       ///< has certainly passed
    std::chrono::seconds machine_offset{0}; ///< by which the machine's own clock is ahead of the trusted time
    std::optional<EditionInfo> edition;    ///< the installed one
    std::uint64_t free_space = 0;          ///< bytes

    bool is_diverged() const { return requests.diverged || attachments.diverged; }
    /// The county's proofs contradict what this kiosk kept as a witness: its log went back or is another one.
    bool contradicts_witness() const { return !requests.alarms.empty() || !attachments.alarms.empty() || (round.problem && round.problem->code == ErrorCode::Untrusted && round.heard); }
};

/// "portal" when a login page stands between here and the county, else the word of the error code; empty for none.
std::string word_of_problem(const RoundReport& round);
std::string_view name_of(TimeSource source); ///< "floor", "machine", "county"

/// The document, for other programs; packaging/guides/technician.md explains it. {"at", "last_contact" (or null), "quiet_until" (or null), "epoch",
/// "handed_in", "delivered", "waiting", "waiting_bytes", "oldest_waiting" (or null), "refused", "diverged" (all of requests), "attachments" (the same again),
/// "witness_alarm", "problem" (word_of_problem), "detail", "held" (attachments or content wait for their day or hour), "link": {"round_trip", "rate",
/// "answered" (percent, or null), "exchanges", "failures"}, "clock": {"source", "floor", "machine_offset"}, "edition": {"number", "made", "expires"} or null,
/// "free_space"}.
std::string to_text(const Health& health);
/// The same in the text format of Prometheus, for the textfile collector of node_exporter.
std::string to_metrics(const Health& health);
/// What the county is told. "diverged" comes before any other problem.
HealthReport report_of(const Health& health);
/// Write it in one step. Errors: Storage, NoSpace.
Result<void> write_health(const Path& file, const Health& health);
Result<void> write_metrics(const Path& file, const Health& health);

} // namespace lianxin
