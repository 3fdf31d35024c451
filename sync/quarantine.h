// Quarantine: records of this kiosk that the county would not take, for the technician who looks after them. They stay in the outbox until
// the county takes them.
#pragma once

#include "records/base/value.h"
#include "sync/settings.h"

namespace lianxin {

struct QuarantinedRecord {
    std::string chain; ///< the kiosk's own, or that of its attachments
    Uuid record;
    std::uint32_t epoch = 0; ///< where it stands now; 0 when the outbox does not know it
    std::uint64_t sequence = 0;
    TimePoint handed_in; ///< by the kiosk's clock
    std::string reason;  ///< a word of namespace refusal (wire/batch.h)
    TimePoint refused;   ///< by the county's signed time
    bool readable = false; ///< its body is held and whole
};

class Quarantine {
  public:
    /// `settings` outlives it.
    explicit Quarantine(const Settings& settings) : settings_(settings) {}

    /// Of both chains, oldest refusal first. Only reads; the daemon may run. Errors: Storage, Corrupt.
    Result<std::vector<QuarantinedRecord>> list() const;
    /// A batch of one record (wire/FORMAT.md), sealed as it is, in a file of its own for each, and a list for people beside them.
    /// How many. Errors: those of list(), Storage and NoSpace of `folder`.
    Result<std::size_t> export_to(const Path& folder) const;
    /// The next round sends all of them once more, or every stick until nothing is refused any more. Errors: Storage, NoSpace.
    Result<void> ask_again() const;

    /// Whether those of that chain are still to be sent: Requests or Attachments.
    bool is_asked_again(Goods goods) const;
    /// After a round that sent those of that chain, or when nothing of it is refused any more.
    void asked(Goods goods) const;

  private:
    Path wish(Goods goods) const { return settings_.state / ("send-again-" + std::string(name_of(goods))); }

    const Settings& settings_;
};

/// What to do about a refusal, in one sentence.
std::string_view advice_on(std::string_view reason);
/// [{"chain", "record", "epoch", "sequence", "handed_in", "reason", "refused", "readable", "advice"}]
Value value_of(const std::vector<QuarantinedRecord>& records);
/// The same for reading.
std::string lines_of(const std::vector<QuarantinedRecord>& records);

} // namespace lianxin
