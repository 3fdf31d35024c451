// The outbox: what residents handed in, sealed, chained and durable before any receipt. Written by lianxin-kiosk alone.
#pragma once

#include "records/base/file.h"
#include "records/store/ledger.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>

namespace lianxin {

struct NewRecord {
    Uuid record;
    Suite suite = Suite::AgeX25519;
    RecordClass record_class = RecordClass::Sealed;
    Bytes sealed;
    ClockQuality clock_quality = ClockQuality::Unset;
};

/// What opening found and mended; shown on the staff page and written to the health file.
struct Recovery {
    std::uint64_t replayed = 0;  ///< records found in the log but not in the database (cut between the two)
    bool rebuilt = false;        ///< the database was damaged, put aside and made again from the log
    std::uint64_t rewritten = 0; ///< records whose frame in the log was damaged and was written again from the database
    std::uint64_t lost = 0; ///< records damaged in both copies; each is named in `notes`, and a new epoch was begun
    std::uint64_t torn_bytes = 0; ///< bytes of an unfinished last frame, never receipted
    Path put_aside;               ///< where the damaged database is kept
    std::vector<std::string> notes;
};

struct OutboxOptions {
    Path folder; ///< holds outbox.db, outbox.log, reserve
    std::string kiosk; ///< the chain: a kiosk's own, or that of its attachments
    std::string township;
    std::uint64_t reserve = 256ull << 20; ///< bytes kept free for text requests (preallocated); smaller in tests
    std::uint64_t segment = 8u << 20;     ///< bytes from which on a segment of outbox.log is closed; smaller in tests
};

class Outbox {
  public:
    /// Opens or makes the store, checks the hash of every pending frame and the chain, replays or rebuilds where
    /// needed. `key` and `clock` outlive the outbox. Errors: Storage, NoSpace, Unavailable (another process writes it),
    /// Untrusted (the ledger was signed by another key), Corrupt only when neither copy can be read.
    static Result<Outbox> open(const OutboxOptions& options, const SigningKey& key, const Clock& clock);
    Outbox(Outbox&&) noexcept;
    Outbox& operator=(Outbox&&) noexcept;
    ~Outbox();

    /// Header made and signed, frame appended to outbox.log and synced, then one transaction in outbox.db. When this
    /// returns a value the record survives a power cut. On any error nothing may be receipted and the outbox must be
    /// opened anew. A record id already there with the same bytes gives the same entry again. Errors: Storage, NoSpace,
    /// Conflict, Invalid (no body, or one above largest_sealed).
    Result<LedgerEntry> append(const NewRecord& record);
    /// The same for records that belong together, with one sync of the log and one transaction for all. After a power cut within,
    /// the first few may be there. Errors: as append.
    Result<std::vector<LedgerEntry>> append_all(std::span<const NewRecord> records);

    /// Whether a text request fits now; asked before a session begins.
    enum class Room { Enough, TextOnly, Full };
    Room room() const;

    const Recovery& recovery() const;
    Hash head() const;
    std::uint32_t epoch() const;
    std::uint64_t last_sequence() const;
    std::optional<LedgerEntry> entry(std::uint32_t epoch, std::uint64_t sequence) const;

    /// Drops sealed bodies (header and leaf stay) that are delivered, not above the county's durable_through, and older
    /// than `keep`; log segments that hold no body any more shrink to their headers. Does nothing for an epoch that is
    /// not the present one. Bodies of the records `kept` stay. Returns how many bodies were dropped. Errors: Storage, NoSpace.
    Result<std::uint64_t> settle(std::uint32_t epoch, std::uint64_t delivered_through, std::uint64_t durable_through,
                                 TimePoint now, Milliseconds keep, std::span<const Uuid> kept = {});

    /// A new chain that begins with the reason as a signed ledger event (CBOR in clear, FORMAT.md) and goes on with
    /// every record whose body is held, delivered or not: the county knows a record by its id and takes none twice.
    /// Headers keep the time they were made. Everything is checked before it is signed anew. On any error the outbox must be opened
    /// anew, which mends it. Errors: Corrupt (a row or a body went bad on the disk since it was opened), Storage, NoSpace.
    Result<void> begin_epoch(std::string_view reason);

  private:
    struct State;
    explicit Outbox(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// What lies behind a sequence of an epoch.
struct WaitingRecords {
    std::uint64_t count = 0;
    std::uint64_t bytes = 0;         ///< of their sealed bodies
    std::optional<TimePoint> oldest; ///< when the first was handed in
};

/// Read-only eyes on the outbox, for lianxin-sync, lianxin-verify and the staff page.
class OutboxReader {
  public:
    /// Errors: NotFound while the kiosk has not made it yet, Storage, Unsupported.
    static Result<OutboxReader> open(const Path& folder);
    OutboxReader(OutboxReader&&) noexcept;
    OutboxReader& operator=(OutboxReader&&) noexcept;
    ~OutboxReader();

    std::uint32_t epoch() const; ///< the present one; 0 while nothing was handed in
    std::uint64_t last_sequence(std::uint32_t epoch) const;
    WaitingRecords waiting(std::uint32_t epoch, std::uint64_t delivered_through) const;
    /// The key that the ledger says it is signed with; a proof needs it confirmed from elsewhere. Errors: Storage,
    /// Corrupt.
    Result<PublicKey> key() const;
    /// The last sequence whose body was dropped, which happens only after it was delivered and backed up; 0 for none. A body that is
    /// missing for another reason does not count.
    std::uint64_t settled_through(std::uint32_t epoch) const;
    std::optional<Hash> head_at(std::uint32_t epoch, std::uint64_t sequence) const;
    /// Envelopes after `sequence` in order, at most `count` and, beyond the first, `bytes` of sealed bodies. A body that is missing or
    /// damaged here is empty, for its header is needed all the same by those behind it. Errors: Storage, Corrupt (a row).
    Result<std::vector<Envelope>> after(std::uint32_t epoch, std::uint64_t sequence, std::size_t count,
                                        std::size_t bytes) const;
    /// The row of the newest epoch in which a record stands; nothing when it is not there. Errors: Storage, Corrupt.
    Result<std::optional<LedgerEntry>> newest(const Uuid& record) const;
    /// A record of that epoch with its body; nothing when it does not stand there or its body is not held whole. Errors: Storage.
    Result<std::optional<Envelope>> whole(std::uint32_t epoch, const Uuid& record) const;
    /// Sequences of that epoch up to this one whose bodies are held, whole or not, rising. Errors: Storage.
    Result<std::vector<std::uint64_t>> held_through(std::uint32_t epoch, std::uint64_t sequence) const;
    /// One row; nothing when it is not there. Errors: Storage, Corrupt.
    Result<std::optional<LedgerEntry>> entry(std::uint32_t epoch, std::uint64_t sequence) const;
    /// The sealed body of a record, unchecked; nothing when it is not held. Errors: Storage, Corrupt.
    Result<std::optional<Bytes>> body(const Uuid& record) const;
    /// Every ledger row in order, for proving the chain. Errors: Storage, Corrupt, those of `visit`.
    Result<void> each_entry(const std::function<Result<void>(const LedgerEntry&)>& visit) const;

  private:
    struct State;
    explicit OutboxReader(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace lianxin
