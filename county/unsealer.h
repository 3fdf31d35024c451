// What can be done with sealed matter: registering, reading and answering it. A port, because the keys live elsewhere.
#pragma once

#include "county/store.h"
#include "records/model/request.h"
#include "records/model/update.h"

namespace lianxin {

struct SealedRecord {
    Suite suite = Suite::AgeX25519;
    Uuid record;
    Bytes sealed;
};

/// One step to be told to the holder of the receipt.
struct StepToTell {
    std::string case_number;
    std::uint64_t number = 1;
    CaseState state = CaseState::Accepted;
    TimePoint at;
    std::string text;
};

/// An update sealed to each address of the receipt, and once to the county itself.
struct SealedStep {
    struct Letter {
        ByteArray<16> tag{};
        Bytes sealed;
    };
    std::vector<Letter> letters;
    Bytes note;
    std::optional<Day> due;
};

/// Nothing of a resident's text passes through SealedStep in clear. Errors of every call: Untrusted (sealed to others: a
/// report to the discipline holders), Corrupt or Unsupported (cannot be read), Network (the keys cannot be reached now).
class Unsealer {
  public:
    virtual ~Unsealer() = default;
    /// The due day counts from `received` by the clock of the record's service.
    virtual Result<SealedStep> tell(const SealedRecord& record, TimePoint received, const StepToTell& step) = 0;
    /// The plain text, for somebody who may read it.
    virtual Result<Request> read(const SealedRecord& record) = 0;
    /// A part of an attachment, for somebody who may have it.
    virtual Result<AttachmentPart> read_part(const SealedRecord& record) = 0;
};

} // namespace lianxin
