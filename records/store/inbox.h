// The inbox: what the county told this kiosk. Written by lianxin-sync alone; the kiosk reads.
#pragma once

#include "records/base/clock.h"
#include "records/base/file.h"
#include "records/base/id.h"
#include "records/model/public_item.h"

#include <memory>
#include <optional>

namespace lianxin {

/// A record whose body the county will not take; it stays in the outbox and staff are told.
struct RefusedRecord {
    Uuid record;
    std::string reason; ///< a word of records/wire/answer.h
    TimePoint at;       ///< by the county's signed time
};

/// The county holds another chain under our name than we do. The kiosk answers it with a new epoch.
struct Divergence {
    std::uint32_t epoch = 0;
    std::uint64_t sequence = 0; ///< of the county's head
    Hash county_head{};
    TimePoint at; ///< by the county's signed time
};

/// A sealed update of a case, found by the tag of the receipt.
struct SealedUpdate {
    ByteArray<16> tag{};
    Bytes sealed;    ///< age file
    Bytes signature; ///< the county's, over tag and sealed; 64 bytes
    std::uint64_t cursor = 0;
    TimePoint received;
};

/// A public matter as the county signed it.
struct SignedItem {
    PublicItem item;
    Bytes document;  ///< the signed bytes
    Bytes signature; ///< the county's, 64 bytes; to be checked again before the item is shown (wire/changes.h, open_item)
    TimePoint received;
};

/// Which updates somebody has read: everything of a receipt up to a cursor.
struct ReadMark {
    ByteArray<16> tag{};
    std::uint64_t cursor = 0;
};

/// How far the county has proved that it holds our chain.
struct Delivery {
    std::uint32_t epoch = 0;
    std::uint64_t delivered_through = 0; ///< by the rule of the heads, never by an HTTP status
    std::uint64_t durable_through = 0;   ///< backed up at the county
};

/// All that says which bodies of an epoch may be let go, and whether the epoch goes on.
struct Proved {
    Delivery delivery;
    std::optional<Divergence> divergence; ///< the last one of that epoch
    /// Records whose bodies stay however far the chain is delivered: refused ones, and those that the county may have taken later than
    /// their headers and not yet backed up.
    std::vector<Uuid> kept_aside;
};

/// What is known of the county's log.
struct KnownLog {
    std::string checkpoint;     ///< the county's signed note; empty before the first
    std::uint64_t recovery = 0; ///< number of the last recovery note accepted; 0 for none
    bool operator==(const KnownLog&) const = default;
};

/// Everything that one verified answer to a batch teaches us.
struct Settlement {
    std::vector<RefusedRecord> refused;
    std::vector<Uuid> accepted; ///< refused before, and taken or known now: they are refused no more
    Delivery delivery;
    TimePoint at;                ///< by the county's signed time
    std::uint64_t chain_end = 0; ///< where the county's copy of the chain ended, for what is accepted
    std::string checkpoint; ///< the county's signed note, kept for the next proof of consistency
    /// Number of a recovery note that was accepted with this answer, else 0. What the county lost with its disk then counts as
    /// not delivered again: this alone may lower what is delivered.
    std::uint64_t recovery = 0;
    std::optional<Divergence> divergence;
    /// Known though not refused: they may have been taken late, which an inbox that was lost cannot tell any more.
    std::vector<Uuid> already_there = {};
};

/// Two heads of the county's log, both signed by it, of which the second does not go on from the first: its past was changed.
struct HeadAlarm {
    std::string kept; ///< signed note
    std::string seen; ///< signed note
    TimePoint at;     ///< by the county's signed time
    bool operator==(const HeadAlarm&) const = default;
};

struct Contact {
    std::optional<TimePoint> last_success; ///< by the county's signed time
    std::optional<TimePoint> last_attempt; ///< by our own wall clock
    std::string problem;                   ///< name of the error code of the last failed round; empty after a success
};

class Inbox {
  public:
    /// A damaged inbox.db is put aside and begun anew: everything in it can be fetched again. Errors: Storage, NoSpace,
    /// Unavailable (another process writes it), Unsupported.
    static Result<Inbox> open(const Path& folder);
    Inbox(Inbox&&) noexcept;
    Inbox& operator=(Inbox&&) noexcept;
    ~Inbox();

    /// One transaction. Never lowers delivered_through or durable_through inside an epoch, but after a recovery note with a
    /// higher number than the last; a record that is refused again keeps its first reason.
    Result<void> record_settlement(const Settlement& settlement);
    /// One transaction: the updates, the public items, and the cursor after them. Of an item only a higher version than the one
    /// kept is taken.
    Result<void> record_updates(const std::vector<SealedUpdate>& updates, std::uint64_t cursor, const std::vector<SignedItem>& items = {});
    Result<void> record_contact(const Contact& contact);
    /// Kept until a recovery note of the roots explains it. Beyond the first few nothing is added.
    Result<void> record_alarm(const HeadAlarm& alarm);
    /// Drops updates received before that moment, and those of `read`, in one transaction. How many.
    Result<std::uint64_t> drop_updates(TimePoint received_before, const std::vector<ReadMark>& read);

  private:
    friend class InboxReader;
    struct State;
    explicit Inbox(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// What is only shown is empty where the disk fails, with a line in the log. What something is decided by is a Result: an inbox that
/// cannot be read is not one that says nothing.
class InboxReader {
  public:
    /// Errors: NotFound while lianxin-sync has not made it yet.
    static Result<InboxReader> open(const Path& folder);
    InboxReader(InboxReader&&) noexcept;
    InboxReader& operator=(InboxReader&&) noexcept;
    ~InboxReader();

    /// False once another file stands in the place of the one that was opened: a damaged inbox is put aside and begun anew. What this
    /// reads is then old, and it must be opened again.
    bool is_current() const;

    std::vector<SealedUpdate> updates(const ByteArray<16>& tag) const;
    /// Those of a kind that stand, by id; withdrawn ones are left out.
    std::vector<SignedItem> items(std::string_view kind) const;
    /// Another number whenever an item came, changed or went.
    std::uint64_t items_mark() const;
    std::uint64_t cursor() const;
    Delivery delivery(std::uint32_t epoch) const;
    Contact contact() const;
    std::uint64_t recovery() const;                                  ///< number of the last recovery note accepted; 0 for none
    /// Of one moment. Errors: Storage, Corrupt, Unavailable.
    Result<Proved> proved(std::uint32_t epoch) const;
    /// Errors: as proved.
    Result<KnownLog> known_log() const;
    /// Oldest first. Errors: as proved.
    Result<std::vector<RefusedRecord>> refused() const;
    std::vector<HeadAlarm> alarms() const;                           ///< not explained yet, oldest first
    std::optional<Divergence> divergence(std::uint32_t epoch) const; ///< the last one of that epoch

  private:
    struct State;
    explicit InboxReader(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace lianxin
