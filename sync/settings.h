// The daemon's configuration, config/sync.toml.
#pragma once

#include "sync/quiet_hours.h"
#include "sync/rhythm.h"
#include "sync/round.h"
#include "sync/stick_visit.h"

namespace lianxin {

struct Settings {
    Path outbox;
    Path state;
    Path library;
    Path enrolment;
    Path load_check; ///< program that tries new content; empty: none
    Path metrics; ///< for Prometheus
    std::string url; ///< empty: the one of the enrolment
    RhythmSettings rhythm;
    SendingSettings sending;
    std::size_t batch_bytes = 0;  ///< the largest batch
    std::size_t side_by_side = 0; ///< batches under way at the same time
    std::string proxy;      ///< as in CurlSettings
    std::string congestion; ///< as in CurlSettings
    DailyBytes daily;
    QuietHours quiet;
    std::chrono::seconds connect_limit{0};
    std::chrono::seconds stall_limit{0};

    StickPlace stick;

    Path stick_wish() const { return outbox / stick_wish_name; }
    Path stick_status() const { return state / stick_status_name; }
    /// Parts of attachments have a chain, and so an outbox and an inbox, of their own.
    Path attachments() const { return outbox / "attachments"; }
    Path attachment_inbox() const { return inbox() / "attachments"; }
    Path budget() const { return state / "budget.json"; }
    Path inbox() const { return state / "inbox"; }
    Path editions() const { return state / "editions"; }
    Path health() const { return state / "health.json"; }
    Path time() const { return inbox() / "time.json"; } ///< the trusted time, which the kiosk reads too
};

/// Errors: as Config; every wrong key is named.
Result<Settings> read_settings(const Path& file);

} // namespace lianxin
