// The county's signed answer to a batch: a verdict for each record and the proof that the county holds our chain.
#pragma once

#include "records/base/clock.h"
#include "records/base/id.h"
#include "records/seal/merkle.h"
#include "records/seal/signature.h"

#include <string>
#include <vector>

namespace lianxin {

enum class Verdict {
    Taken = 0,   ///< durable at the county, in its log
    Known = 1,   ///< the same bytes were taken before
    Refused = 2, ///< will never be taken as it is; where its header continued the chain it stands in the log all the same
    Wait = 3,    ///< not now
};
std::string_view name_of(Verdict verdict);

struct RecordVerdict {
    Uuid record;
    Verdict verdict = Verdict::Taken;
    std::string reason;           ///< for Refused: a word of namespace refusal (batch.h)
    std::chrono::seconds wait{0}; ///< for Wait
    bool operator==(const RecordVerdict&) const = default;
};

/// Where the county's copy of the kiosk's chain ends; sequence 0 and zeros when it has nothing of that epoch.
struct ChainHead {
    std::uint32_t epoch = 0;
    std::uint64_t sequence = 0;
    Hash head{};
    bool operator==(const ChainHead&) const = default;
};

/// Records with neighbouring sequences that stand beside each other in the county's log, and the proof of it (merkle.h,
/// range_proof) under the checkpoint of the answer.
struct ProvenRange {
    std::uint64_t first_sequence = 0;
    std::uint64_t count = 0;
    std::uint64_t log_index = 0; ///< of the first
    TimePoint taken;             ///< the time that stands in their log events (log_event.h)
    Proof proof;
    bool operator==(const ProvenRange&) const = default;
};

struct Answer {
    std::string kiosk; ///< the chain of the batch
    ChainHead chain;                     ///< for the epoch that the batch names
    std::vector<RecordVerdict> verdicts; ///< one for each record of the batch whose header can be read
    std::string checkpoint;              ///< signed note of the county's log
    std::uint64_t consistent_from = 0;   ///< the size the batch named, or that of the recovery note's checkpoint
    Proof consistency;                   ///< from that size to the checkpoint; empty for 0
    std::vector<ProvenRange> ranges;     ///< cover every record of the batch that is in the log
    std::uint64_t durable_through = 0;   ///< sequence of that epoch up to which the county has a backup
    TimePoint time;                      ///< the county's clock when it signed
    /// The newest recovery note (pack/recovery_note.h) and its signatures, for a kiosk that has not heard of it; `consistency`
    /// then begins at the note's checkpoint. Both empty otherwise.
    std::string recovery_document, recovery_signatures;
    /// Number of the newest recovery note that the county knew when it answered; 0 for none. What it said before it was restored is
    /// signed as well and fits onto the log where the two part, but is about a log that is gone.
    std::uint64_t recovered = 0;
    bool operator==(const Answer&) const = default;
};

Bytes encode_answer(const Answer& answer, const SigningKey& county);

/// Errors: Corrupt (no answer at all: a captive portal's page, cut bytes), Untrusted (not signed by `county`),
/// Unsupported (version).
Result<Answer> parse_answer(ByteView bytes, const PublicKey& county);

} // namespace lianxin
