// Progress: from a receipt's code or QR to the county's updates, opened in memory for the one who holds the receipt.
#pragma once

#include "kiosk/miss_counter.h"
#include "records/model/update.h"
#include "records/seal/receipt_keys.h"
#include "records/seal/signature.h"
#include "records/store/inbox.h"

namespace lianxin {

struct Finds {
    std::vector<Update> updates;  ///< oldest first; empty when there is nothing under that code here
    Milliseconds wait{0};         ///< before the next try
};

class Inquiry {
  public:
    struct Means {
        std::string county;
        PublicKey answers; ///< the county's key that signs updates
        CodeCost code_cost;
        const Clock& clock;
    };
    static constexpr Patience patience{};
    /// `misses` counts with that patience.
    Inquiry(Means means, MissCounter misses);

    /// `code` is 16 digits or the text of a receipt's QR. While misses have to be waited out no digits are looked up, whatever
    /// screen they come from. Errors: Invalid (neither), Unavailable (no memory).
    Result<Finds> find(const InboxReader* inbox, std::string_view code);

  private:
    std::vector<Update> open_updates(const InboxReader& inbox, const ReceiptIdentity& receipt) const;

    Means means_;
    MissCounter misses_;
    Milliseconds last_miss_; ///< monotonic; the start, before the first
    Milliseconds until_;     ///< monotonic; no digits are looked up before
};

} // namespace lianxin
