// What the county remembers, as a port: SQLite on one machine now, PostgreSQL behind the same calls later.
#pragma once

#include "records/base/date.h"
#include "records/base/file.h"
#include "records/model/case_state.h"
#include "records/model/record_header.h"
#include "records/seal/merkle.h"
#include "records/wire/answer.h"
#include "records/wire/changes.h"

#include <memory>
#include <optional>

namespace lianxin {

/// County and township digits of a 12-digit code as a number: the key by which tables are spread.
using TownshipId = std::uint32_t;
/// Errors: Invalid.
Result<TownshipId> township_id_of(std::string_view code);

struct KioskKey {
    TownshipId township = 0;
    std::string kiosk;
};

struct EnrolledKiosk {
    KioskKey key;
    std::string township; ///< 12-digit code
    PublicKey public_key;
    TimePoint enrolled;
    std::optional<TimePoint> revoked;
};

struct KioskContact {
    TimePoint heard;
    std::optional<TimePoint> reported;
    Bytes report; ///< health report as sent
};

struct LedgerRow {
    std::uint32_t epoch = 1;
    std::uint64_t sequence = 1;
    Uuid record;
    Bytes header;
    Signature signature{};
    Hash leaf{};
    Hash head{};
    std::uint64_t log_index = 0;
    TimePoint taken;
};

/// A ledger row without what only proofs to strangers need.
struct LedgerMark {
    std::uint64_t sequence = 0;
    Hash leaf{};
    std::uint64_t log_index = 0;
    TimePoint taken;
};

struct BodyRow {
    Uuid record;
    std::uint64_t arrival = 0;
    std::string kiosk;
    RecordClass record_class = RecordClass::Sealed;
    Suite suite = Suite::AgeX25519;
    TimePoint taken;
    Hash sealed_hash{};
    Bytes sealed;
};

struct QuarantineRow {
    KioskKey key;
    std::string reason;
    TimePoint came;
    Bytes header;
    Signature signature{};
    Bytes sealed;
};

enum class KeepBody { No, Yes };

/// A row of the quarantine without the body.
struct QuarantineMark {
    Hash digest{}; ///< of everything that came; it names the row
    KioskKey key; ///< named by the chain
    std::string reason;
    TimePoint came;
    Bytes header;
    std::uint64_t bytes = 0; ///< of the body; 0 when it came empty or was not kept
};

struct LogEvent {
    std::uint64_t index = 0;
    std::string kind; ///< "submit", "accept", "reply" …
    Bytes entry;
    Hash leaf{};
};

struct CaseFile {
    TownshipId township = 0;
    Uuid record;
    int year = 0;
    std::uint64_t serial = 0;
    std::string kiosk;
    TimePoint received;
    enum class Readable { No = 0, Yes = 1 } readable = Readable::Yes;
};
/// "2026-101-0001": year, the township's own digits, serial.
std::string case_number(const CaseFile& file);

struct CaseStep {
    std::uint64_t number = 1;
    CaseState state = CaseState::Waiting;
    TimePoint made;
    std::optional<Day> due;
    Bytes note;
    std::uint64_t log_index = 0;
};

struct Case {
    CaseFile file;
    CaseStep last; ///< the step it stands at
};

struct PublishedEdition {
    std::uint64_t number = 0;
    std::string file;
    Hash digest{};
    TimePoint published;
    std::string township = {}; ///< that published it by itself, 12 digits; empty for the county's
};

/// 12-digit codes of townships and names of kiosks; empty for the whole county.
using Audience = std::vector<std::string>;
/// Its words parted by blanks, and back.
std::string to_text(const Audience& audience);
Audience audience_of(std::string_view text);
/// Everybody of both.
Audience merged(Audience before, const Audience& added);

/// The newest version of a public matter.
struct PublicItemRow {
    std::string kind, id;
    std::uint64_t version = 1;
    Audience audience;
    Bytes document;
    Signature signature{};
    std::uint64_t log_index = 0;
};

/// The county's roots declared that the log goes on from an older head (pack/recovery_note.h).
struct RecoveryRow {
    std::uint64_t number = 0;
    std::string document, signatures;
    std::uint64_t log_size = 0; ///< of the note's checkpoint
};

/// Errors of every call: Storage, NoSpace, Corrupt; of additions also Conflict when the key is there already. One thread at
/// a time. Changes are made between begin and commit by the county's single writer.
class Store {
  public:
    virtual ~Store() = default;

    virtual Result<void> begin() = 0;
    virtual Result<void> commit() = 0;
    virtual void roll_back() = 0;

    virtual Result<std::optional<EnrolledKiosk>> kiosk(std::string_view id) = 0;
    virtual Result<std::vector<EnrolledKiosk>> kiosks() = 0;
    virtual Result<std::optional<KioskContact>> contact(const KioskKey& key) = 0;
    virtual Result<void> add(const EnrolledKiosk& kiosk) = 0;
    virtual Result<void> revoke(std::string_view kiosk, TimePoint at) = 0;
    virtual Result<void> note_contact(const KioskKey& key, TimePoint heard) = 0;
    virtual Result<void> note_report(const KioskKey& key, TimePoint reported, ByteView report) = 0;

    /// Sequence 0 and zeros when there is nothing of that epoch.
    virtual Result<ChainHead> chain_head(const KioskKey& key, std::uint32_t epoch) = 0;
    virtual Result<std::optional<LedgerMark>> ledger_mark(const KioskKey& key, std::uint32_t epoch,
                                                          std::uint64_t sequence) = 0;
    /// Rows with first ≤ sequence ≤ last, in order.
    virtual Result<std::vector<LedgerMark>> ledger_marks(const KioskKey& key, std::uint32_t epoch, std::uint64_t first,
                                                         std::uint64_t last) = 0;
    virtual Result<std::vector<std::uint32_t>> epochs(const KioskKey& key) = 0;
    /// Every row of the chain in order.
    virtual Result<std::vector<LedgerRow>> ledger(const KioskKey& key, std::uint32_t epoch) = 0;
    virtual Result<void> add(const KioskKey& key, const LedgerRow& row) = 0;

    virtual Result<std::optional<Hash>> body_hash(TownshipId township, const Uuid& record) = 0;
    virtual Result<std::optional<BodyRow>> body(TownshipId township, const Uuid& record) = 0;
    virtual Result<void> add(TownshipId township, const BodyRow& body) = 0;
    /// Told whether these bytes were new. Without its body a row keeps a header of at most 512 bytes.
    virtual Result<bool> add(const QuarantineRow& row, KeepBody keep) = 0;
    virtual Result<std::uint64_t> quarantined() = 0;
    virtual Result<std::optional<QuarantineRow>> put_aside(const Hash& digest) = 0;
    /// Oldest first.
    virtual Result<std::vector<QuarantineMark>> quarantine() = 0;

    virtual Result<std::uint64_t> log_size() = 0;
    virtual Result<void> add(const LogEvent& event) = 0;
    virtual Result<void> add_node(unsigned level, std::uint64_t index, const Hash& node) = 0;
    /// `count` neighbouring nodes of a level that is kept (0, 8, 16 …). Errors: also Corrupt when one is missing.
    virtual Result<std::vector<Hash>> nodes(unsigned level, std::uint64_t first, std::uint64_t count) = 0;
    virtual Result<std::vector<LogEvent>> events(std::uint64_t first, std::uint64_t count) = 0;
    /// Empty before the first.
    virtual Result<std::string> checkpoint() = 0;
    virtual Result<void> set_checkpoint(std::string_view note) = 0;

    virtual Result<std::uint64_t> registered_through(TownshipId township) = 0;
    virtual Result<void> set_registered_through(TownshipId township, std::uint64_t arrival) = 0;
    /// Sealed bodies after `arrival`, in order.
    virtual Result<std::vector<BodyRow>> bodies_after(TownshipId township, std::uint64_t arrival, std::size_t count) = 0;

    virtual Result<std::uint64_t> last_serial(TownshipId township, int year) = 0;
    virtual Result<void> add(const CaseFile& file) = 0;
    virtual Result<void> add(TownshipId township, const Uuid& record, const CaseStep& step) = 0;
    virtual Result<std::optional<Case>> find_case(TownshipId township, int year, std::uint64_t serial) = 0;
    /// Newest first.
    virtual Result<std::vector<Case>> cases() = 0;

    /// Of updates and public items together.
    virtual Result<std::uint64_t> last_cursor(TownshipId township) = 0;
    virtual Result<void> add(TownshipId township, const Uuid& record, std::uint64_t number, const UpdateChange& update) = 0;
    /// Of steps made at or after `since`, by cursor.
    virtual Result<std::vector<UpdateChange>> updates_after(TownshipId township, std::uint64_t cursor, TimePoint since, std::size_t count) = 0;
    /// Of any township's, the oldest first.
    virtual Result<std::vector<UpdateChange>> updates_of(const ByteArray<16>& tag, std::size_t count) = 0;

    virtual Result<std::optional<PublicItemRow>> item(std::string_view kind, std::string_view id) = 0;
    virtual Result<std::vector<PublicItemRow>> items() = 0;
    /// Takes the place of an older version.
    virtual Result<void> put(const PublicItemRow& item) = 0;
    /// From now on the item stands at this cursor for the kiosk, or for all of the township when `kiosk` is empty; it leaves the
    /// place it had.
    virtual Result<void> send_down(TownshipId township, std::uint64_t cursor, const PublicItemRow& item, std::string_view kiosk) = 0;
    virtual Result<bool> is_sent_down(TownshipId township, const PublicItemRow& item) = 0;
    /// What this kiosk has to be told of, by cursor. The items themselves are not parsed.
    virtual Result<std::vector<ItemChange>> items_after(const KioskKey& kiosk, std::uint64_t cursor, std::size_t count) = 0;

    virtual Result<std::optional<PublishedEdition>> newest_edition() = 0;
    virtual Result<std::optional<PublishedEdition>> newest_edition_of(std::string_view township) = 0;
    virtual Result<void> add(const PublishedEdition& edition) = 0;

    virtual Result<std::optional<RecoveryRow>> newest_recovery() = 0;
    virtual Result<void> add(const RecoveryRow& recovery) = 0;
    /// How many log entries the last backup holds; 0 before the first.
    virtual Result<std::uint64_t> backed_up() = 0;
    virtual Result<void> note_backup(std::uint64_t log_size, TimePoint at) = 0;
    /// The last sequence of that epoch whose row, with all before it, lies below that log size; 0 for none.
    virtual Result<std::uint64_t> last_sequence_below(const KioskKey& key, std::uint32_t epoch, std::uint64_t log_size) = 0;
    /// A copy of everything committed, whole and by itself, in a file that is not there yet; synced.
    virtual Result<void> copy_to(const Path& file) = 0;

    /// What the engine finds wrong with its files; empty when nothing.
    virtual Result<std::string> check() = 0;
};

} // namespace lianxin
