// The clear header of a sealed record: what may be read without a key. Deterministic CBOR, signed by the kiosk.
#pragma once

#include "records/base/clock.h"
#include "records/base/id.h"
#include "records/base/value.h"

namespace lianxin {

enum class ClockQuality { Unset = 0, Rtc = 1, CountyChecked = 2 };

/// How a body is sealed.
enum class Suite { Age = 1 }; // 2 is reserved for SM2/SM3/SM4

/// Kinds that must be told apart without opening. All sealed kinds look alike.
enum class RecordClass { Sealed = 1, LedgerEvent = 2 };

struct RecordHeader {
    Suite suite = Suite::Age;
    Uuid record;
    std::string kiosk;    ///< id given at enrolment, [A-Za-z0-9-]{1,32}
    std::uint32_t epoch = 1;
    std::uint64_t sequence = 1; ///< 1, 2, … without gaps inside an epoch
    std::string township; ///< 12-digit code
    RecordClass record_class = RecordClass::Sealed;
    TimePoint wall;
    ClockQuality clock_quality = ClockQuality::Unset;
    std::uint32_t boot = 0; ///< boots of this kiosk since enrolment
    Milliseconds monotonic{0};
    Hash sealed_hash{};   ///< SHA-256 of the sealed body
    Hash previous_head{}; ///< head of the chain before this record; zeros before the first of epoch 1
};

Bytes encode(const RecordHeader& header);
/// At most 512 bytes. Errors: Corrupt, Unsupported (version or suite).
Result<RecordHeader> parse_record_header(ByteView bytes);

} // namespace lianxin
