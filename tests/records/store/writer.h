// Records that the tests and the process they start make alike.
#pragma once

#include "records/store/outbox.h"

namespace lianxin::hall {

constexpr std::uint64_t small_reserve = 1u << 20;

/// The `number`-th record of a test: its id and its bytes follow from the number, so that any process can check them.
inline NewRecord record_numbered(std::uint64_t number, std::size_t size = 900) {
    SeededRandom random(number * 2654435761u + 1);
    NewRecord record;
    random.fill(record.record.bytes);
    record.sealed.resize(size);
    random.fill(record.sealed);
    record.clock_quality = ClockQuality::Rtc;
    return record;
}

} // namespace lianxin::hall
