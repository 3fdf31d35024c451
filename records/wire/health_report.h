// How a kiosk is, told to the county once a round. No text of residents.
#pragma once

#include "records/base/clock.h"
#include "records/base/result.h"
#include "records/base/bytes.h"

#include <optional>
#include <string>

namespace lianxin {

/// What of the chain of attachments has not come to the county.
struct AttachmentsHealth {
    std::uint64_t waiting = 0;            ///< parts not yet delivered
    std::uint64_t bytes = 0;              ///< of their sealed bodies
    std::optional<TimePoint> oldest = {}; ///< when the first of them was handed in
    std::uint64_t refused = 0;            ///< parts the county would not take
    bool diverged = false;                ///< the county holds another chain under their name
    bool operator==(const AttachmentsHealth&) const = default;
};

struct HealthReport {
    std::string program;           ///< version of lianxin-sync
    std::uint32_t epoch = 0;       ///< of the kiosk's chain
    std::uint64_t handed_in = 0;   ///< last sequence of that epoch
    std::uint64_t delivered = 0;   ///< delivered through
    std::uint64_t edition = 0;     ///< installed; 0 for none
    std::uint64_t free_space = 0;  ///< bytes
    TimePoint wall;                ///< the time the kiosk goes by, to be compared
    std::string problem;           ///< name of an error code, "portal", "diverged" (either chain), or empty
    // Told since version 0.1; a report without them leaves them at their defaults.
    std::uint64_t waiting_bytes = 0;       ///< of requests: sealed bodies not yet delivered
    std::optional<TimePoint> oldest = {};      ///< when the first of them was handed in
    std::uint64_t refused = 0;             ///< requests the county would not take
    std::optional<TimePoint> edition_made = {};///< of the installed edition
    std::string clock = {};                ///< "county", "machine" or "floor": what the kiosk's time rests on
    std::int64_t machine_offset = 0;       ///< seconds by which the machine's own clock is ahead
    std::uint64_t round_trip = 0;          ///< milliseconds of a small exchange; 0 while unknown
    std::uint64_t rate = 0;                ///< bytes a second; 0 while unknown
    std::uint64_t failures = 0;            ///< exchanges that failed since the last report that was heard
    /// Two heads that the county signed and that contradict each other, both empty when there are none: what a witness saw.
    std::string kept_head = {}, seen_head = {};
    AttachmentsHealth attachments = {};
    bool operator==(const HealthReport&) const = default;
};

Bytes encode_health(const HealthReport& report);
Result<HealthReport> parse_health(ByteView bytes); ///< errors: Corrupt, Unsupported (version)

} // namespace lianxin
