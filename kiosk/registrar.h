// Hand-in: a confirmed form becomes a sealed, chained, durable record and a receipt.
#pragma once

#include "kiosk/catalogue.h"
#include "records/model/receipt.h"
#include "records/model/request.h"
#include "records/seal/receipt_keys.h"
#include "records/seal/record_seal.h"
#include "records/store/outbox.h"

namespace lianxin {

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
    /// `key` is the kiosk's. Errors: as Outbox::append, and Invalid when the form cannot be sealed.
    Result<Receipt> take(Outbox& outbox, const SigningKey& key, const Catalogue& catalogue, const Service& service, Answers answers, ClockQuality quality,
                         const std::optional<AssistanceNote>& assistance = {});

  private:
    Means means_;
};

} // namespace lianxin
