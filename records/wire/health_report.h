// How a kiosk is, told to the county once a round. No text of residents.
#pragma once

#include "records/base/clock.h"
#include "records/base/result.h"
#include "records/base/bytes.h"

#include <string>

namespace lianxin {

struct HealthReport {
    std::string program;           ///< version of lianxin-sync
    std::uint32_t epoch = 0;       ///< of the kiosk's chain
    std::uint64_t handed_in = 0;   ///< last sequence of that epoch
    std::uint64_t delivered = 0;   ///< delivered through
    std::uint64_t edition = 0;     ///< installed; 0 for none
    std::uint64_t free_space = 0;  ///< bytes
    TimePoint wall;                ///< the kiosk's clock, to be compared
    std::string problem;           ///< name of an error code, "diverged", or empty
    bool operator==(const HealthReport&) const = default;
};

Bytes encode_health(const HealthReport& report);
Result<HealthReport> parse_health(ByteView bytes); ///< errors: Corrupt, Unsupported (version)

} // namespace lianxin
