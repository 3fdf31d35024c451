// The clear header of a sealed record: what may be read without a key. Deterministic CBOR, signed by the kiosk.
#pragma once

#include "records/base/clock.h"
#include "records/base/id.h"
#include "records/base/value.h"

namespace lianxin {

enum class ClockQuality { Unset = 0, Rtc = 1, CountyChecked = 2 };

/// How a body is sealed.
enum class Suite : std::uint8_t {
    AgeX25519 = 1, ///< age v1, X25519, ChaCha20-Poly1305
    // 2 is reserved for SM2, SM3 and SM4.
};

/// Kinds that must be told apart without opening. All sealed kinds look alike.
enum class RecordClass { Sealed = 1, LedgerEvent = 2 };

struct RecordHeader {
    Suite suite = Suite::AgeX25519;
    Uuid record;
    std::string kiosk; ///< whose chain it is: the id given at enrolment, or the name of its chain of attachments
    std::uint32_t epoch = 1;
    std::uint64_t sequence = 1; ///< 1, 2, … without gaps inside an epoch
    std::string township;       ///< 12-digit code
    RecordClass record_class = RecordClass::Sealed;
    TimePoint wall;
    ClockQuality clock_quality = ClockQuality::Unset;
    std::uint32_t boot = 0; ///< boots of this kiosk since enrolment
    Milliseconds monotonic{0};
    Hash sealed_hash{};   ///< SHA-256 of the sealed body
    Hash previous_head{}; ///< head of the chain before this record; zeros before the first of epoch 1
};

/// Whether the text may name a kiosk: [A-Za-z0-9-]{1,32}.
bool is_kiosk_id(std::string_view text);

/// A kiosk keeps two chains: its own, named by its id, and one of the parts of attachments, so that no request waits behind them.
std::string attachment_chain(std::string_view kiosk); ///< "QX-01/attachments"
constexpr std::size_t longest_chain_name = 32 + 12;
/// Whether the text may name either chain of a kiosk.
bool is_chain_name(std::string_view text);
bool is_attachment_chain(std::string_view chain);
/// The kiosk whose chain it is; valid as long as `chain`.
std::string_view kiosk_of_chain(std::string_view chain);

/// The signed bytes; records/model/FORMAT.md has the map.
Bytes encode(const RecordHeader& header);
/// At most 512 bytes. Errors: Corrupt, Unsupported (version, suite or class).
Result<RecordHeader> parse_record_header(ByteView bytes);

} // namespace lianxin
