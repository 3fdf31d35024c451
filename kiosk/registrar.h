// Hand-in: a confirmed form becomes a sealed, chained, durable record and a receipt.
#pragma once

#include "kiosk/catalogue.h"
#include "records/model/receipt.h"
#include "records/model/request.h"
#include "records/seal/receipt_keys.h"
#include "records/seal/record_seal.h"
#include "records/store/outbox.h"

namespace lianxin {

/// A memo as it is handed in.
struct SpokenMemo {
    std::string field;
    Milliseconds length{0};
    Bytes opus; ///< Ogg Opus; the caller wipes it
};

/// What goes with a request, and the outbox of attachments that takes it; without memos none is needed.
struct Attaching {
    Outbox* outbox = nullptr;
    std::vector<SpokenMemo> memos = {};
};

class Registrar {
  public:
    struct Means {
        std::string county;        ///< six digits
        SealedTo intake;           ///< who opens a usual record
        SealedTo discipline;       ///< who opens a report, both holders together
        Dictionary dictionary;     ///< for packing; may be empty
        CodeCost code_cost;
        const Clock& clock;
        Random& random;
    };
    explicit Registrar(Means means) : means_(std::move(means)) {}

    /// When this gives a receipt, the record survives a power cut; the code and the QR's secret exist nowhere but in it.
    /// `key` is the kiosk's. Parts of attachments are durable before the request that lists them. Errors: as Outbox::append, and Invalid
    /// when the form or a memo cannot be sealed; after one the parts may stand alone, which nobody asks for.
    Result<Receipt> take(Outbox& outbox, const SigningKey& key, const Catalogue& catalogue, const Service& service, Answers answers, ClockQuality quality,
                         const std::optional<AssistanceNote>& assistance = {}, const Attaching& attaching = {});

  private:
    Result<void> attach(Request& request, const Attaching& attaching, const SealedTo& to, ClockQuality quality);
    Result<NewRecord> sealed_part(const AttachmentPart& part, const SealedTo& to, ClockQuality quality);

    Means means_;
};

} // namespace lianxin
