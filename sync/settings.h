// The daemon's configuration, config/sync.toml.
#pragma once

#include "sync/rhythm.h"
#include "sync/round.h"

namespace lianxin {

struct Settings {
    Path outbox;
    Path state;
    Path library;
    Path enrolment;
    std::string url; ///< empty: the one of the enrolment
    RhythmSettings rhythm;
    SendingSettings sending;
    std::size_t batch_bytes = 0;  ///< the largest batch
    std::size_t side_by_side = 0; ///< batches under way at the same time
    std::string congestion; ///< as in CurlSettings
    std::chrono::seconds connect_limit{0};
    std::chrono::seconds stall_limit{0};

    Path inbox() const { return state / "inbox"; }
    Path editions() const { return state / "editions"; }
    Path health() const { return state / "health.json"; }
};

/// Errors: as Config; every wrong key is named.
Result<Settings> read_settings(const Path& file);

} // namespace lianxin
