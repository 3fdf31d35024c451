// Where one of the kiosk's chains stands: what of it goes to the county, and what an answer from there changes. Both roads go by it, so
// that a record counts as delivered by the same rule whatever it travelled on.
#pragma once

#include "records/wire/batch.h"
#include "sync/delivery.h"

namespace lianxin {

/// Which of the records that the county refused are sent once more.
enum class Again {
    Readable, ///< those whose bodies could not be read here, and now can
    All,      ///< somebody asked for it
};

/// One chain of the kiosk: who it says it is, where its records lie, and what the county proved of them.
struct Chain {
    std::string kiosk; ///< as the headers of its records name it
    Path outbox;       ///< folder
    Inbox& inbox;
    const InboxReader& kept;
    Again again = Again::Readable;
};

/// The size of the county's log at a checkpoint that was kept or is to be judged; 0 for none.
std::uint64_t size_of_log(const std::string& checkpoint);

/// How many of the first envelopes fit into a batch of so many bytes; at least one.
std::size_t fitting(std::span<const Envelope> envelopes, std::size_t bytes);

class Standing {
  public:
    /// Nothing while the kiosk has not made the outbox. `chain` outlives it. Errors: Storage, Unsupported, Corrupt.
    static Result<std::optional<Standing>> open(const Chain& chain);

    const OutboxReader& outbox() const { return outbox_; }
    std::uint32_t epoch() const { return epoch_; } ///< when it was opened; 0 while nothing was handed in
    std::uint64_t handed_in() const { return outbox_.last_sequence(epoch_); }
    /// By what the inbox knows, or by what the outbox shows when the inbox was lost: the kiosk drops bodies only of what was proved delivered.
    Delivery delivery() const;
    bool has_diverged() const { return chain_->kept.divergence(epoch_).has_value(); }

    /// Whether the inbox was begun anew: it knows less than the outbox, and has forgotten what was refused.
    bool has_forgotten() const { return chain_->kept.delivery(epoch_).delivered_through < settled_; }
    /// Rising sequences of held bodies of which the inbox may have forgotten a refusal. They are asked about, one that cannot be read with
    /// its header alone.
    const std::vector<std::uint64_t>& in_doubt() const { return in_doubt_; }
    /// Rising sequences of records that were refused, are held whole here and go to the county once more, although their headers are
    /// delivered. Errors: Storage, Corrupt.
    Result<std::vector<std::uint64_t>> once_more() const;
    /// Records that go to the county now: those whose delivery is not proved, and those that go once more. Errors: as once_more.
    Result<std::uint64_t> waiting() const;
    /// The envelopes of the first of these sequences that are there, at most `count` of them and, beyond the first, `bytes` of a batch. Takes
    /// from the front of `sequences` what was looked at. Errors: Storage, Corrupt.
    Result<std::vector<Envelope>> load(std::span<const std::uint64_t>& sequences, std::size_t count, std::size_t bytes) const;

    /// A batch of these, which says what is known of the county's log. Errors: those of reading the inbox.
    Result<Bytes> batch_of(std::span<const Envelope> envelopes, int compression_level) const;

    /// Judges an answer (delivery.h) to a batch that carried `sent`, and writes what follows from it into the inbox. Until everything in
    /// doubt has had its verdict, nothing more counts as delivered: refused bodies that nobody knows of would be dropped like delivered
    /// ones. When an answer is not believed, `as_signed` is looked at for evidence that the county's log is not the one it was;
    /// `heard` is the latest that the county signed before. Errors: those of judge() and of the inbox.
    Result<Judgement> accept(const Answer& answer, const Answer& as_signed, const CountyKeys& county, std::span<const Envelope> sent,
                             std::optional<TimePoint> heard);

  private:
    Standing(const Chain& chain, OutboxReader outbox) : chain_(&chain), outbox_(std::move(outbox)) {}
    Result<void> find_doubts();
    Result<OwnSide> own_side(std::span<const Envelope> sent) const;
    void note_contradiction(const Answer& answer, const CountyKeys& county, const OwnSide& own, std::optional<TimePoint> heard) const;

    const Chain* chain_;
    OutboxReader outbox_;
    std::uint32_t epoch_ = 0;
    std::uint64_t settled_ = 0; ///< of the outbox, when it was opened
    std::vector<std::uint64_t> in_doubt_;
    std::set<Uuid> unanswered_; ///< records in doubt that had no verdict yet
};

} // namespace lianxin
