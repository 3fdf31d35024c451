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
    std::vector<ByteArray<16>> looked_for; ///< tags of the receipt; of a code the year is not known, so there are several
    std::optional<ReadMark> read; ///< what was shown, when something was
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
    /// The same receipt as last time, without counting misses: something may have come.
    Finds look_again(const InboxReader& inbox);
    /// Who came last has gone: what opened their updates goes too.
    void forget() { last_.clear(); }

  private:
    /// The updates of the first of `last_` that has any.
    Finds look(const InboxReader* inbox) const;
    void open_updates(const InboxReader& inbox, const ReceiptIdentity& receipt, Finds& finds) const;

    Means means_;
    MissCounter misses_;
    Milliseconds last_miss_; ///< monotonic; the start, before the first
    Milliseconds until_;     ///< monotonic; no digits are looked up before
    std::vector<ReceiptIdentity> last_; ///< that were looked for, until the visit ends
};

} // namespace lianxin
