// Mending the outbox at start.
#include "records/store/outbox_recovery.h"

#include "records/base/date.h"
#include "records/seal/hash.h"
#include "records/store/ledger_table.h"

#include <cstdio>
#include <set>

namespace lianxin {
namespace {

using Place = std::pair<std::uint32_t, std::uint64_t>;
Place place_in(const LedgerEntry& entry) {
    return {entry.epoch, entry.sequence};
}

bool is_there(const Path& path) {
    std::error_code code;
    return std::filesystem::exists(path, code);
}

Result<void> move_file(const Path& from, const Path& to) {
    if (std::rename(from.c_str(), to.c_str()) != 0) return storage_error("renaming " + from.string());
    return {};
}

void remove_database(const Path& path) {
    std::error_code code; // what is not there need not be removed; what cannot be removed fails when it is opened
    for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(path.string() + ending, code);
}

/// What is wrong with a row as the next one of the chain.
struct Break {
    std::uint64_t missing = 0; ///< rows that should stand in front of it
    bool unlinked = false;     ///< it does not name the head of the row before it
    bool any() const { return missing > 0 || unlinked; }
};

/// Goes over rows in order; the first of an epoch names the last head of the epoch before.
class ChainCheck {
  public:
    explicit ChainCheck(Database& database) : database_(database) {}

    Result<Break> follow(const LedgerEntry& entry) {
        auto header = parse_record_header(entry.header);
        if (!header) return std::move(header).error();
        return follow(entry, *header);
    }
    /// The same when the header was read before.
    Result<Break> follow(const LedgerEntry& entry, const RecordHeader& header) {
        if (!previous_ || previous_->epoch != entry.epoch)
            if (auto found = find_start(entry); !found) return std::move(found).error();
        const std::uint64_t expected =
            previous_ && previous_->epoch == entry.epoch ? previous_->sequence + 1 : checked_ + 1;
        const bool linked = !previous_ || previous_->head == header.previous_head;
        previous_ = entry;
        if (entry.sequence > expected) return Break{entry.sequence - expected, false};
        return Break{0, !linked};
    }

  private:
    /// The settled row in front of the first one to be checked; it may be gone, being settled.
    Result<void> find_start(const LedgerEntry& entry) {
        auto checked = checked_through(database_, entry.epoch);
        if (!checked) return std::move(checked).error();
        checked_ = *checked;
        if (checked_ == 0) return {};
        auto before = find_entry(database_, entry.epoch, checked_);
        if (!before) return std::move(before).error();
        previous_ = std::move(*before);
        return {};
    }

    Database& database_;
    std::uint64_t checked_ = 0;
    std::optional<LedgerEntry> previous_;
};

/// Not held although the county has not settled it.
Result<bool> is_body_missing(Database& database, const LedgerEntry& entry) {
    auto through = settled_through(database, entry.epoch);
    if (!through) return std::move(through).error();
    if (entry.sequence <= *through) return false;
    auto rows = database.prepare("SELECT 1 FROM body WHERE record = ?");
    if (!rows) return std::move(rows).error();
    auto row = rows->with(entry.record).step();
    if (!row) return std::move(row).error();
    return !*row;
}

class Mender {
  public:
    Mender(const OutboxOptions& options, const PublicKey& kiosk, TimePoint now)
        : folder_(options.folder), segment_(options.segment), kiosk_(kiosk), now_(now) {}
    Result<MendedOutbox> run();

  private:
    Path file() const { return folder_ / "outbox.db"; }
    Path unfinished() const { return folder_ / "outbox.db.new"; }
    Path finished() const { return folder_ / "outbox.db.rebuilt"; }

    Result<void> finish_swap();
    Result<void> examine(Database& database);
    Result<void> check_owner(Database& database);
    Result<void> replay(Database& database, OutboxLog& log);
    Result<Database> rebuild(OutboxLog& log, const Error& reason);
    Result<void> fill(Database& database, OutboxLog& log);
    Result<void> swap_in();
    Result<void> read_log(Database& database, OutboxLog& log);
    Result<void> absorb(Database& database, const LedgerEntry& entry, const Bytes* sealed);
    Result<void> find_unlogged(Database& database);
    Result<void> salvage(Database& database);
    void salvage_rows(Database& database, Database& old, const char* order);
    Result<void> salvage_marks(Database& database, Database& old);
    Result<void> absorb_unreadable(Database& database, Database* old);
    Result<void> name_loss(Database& database, const LedgerEntry& entry);
    Result<void> name_losses(Database& database);
    void lose(std::string sentence);
    Result<void> rewrite(Database& database, OutboxLog& log);

    Path folder_;
    std::uint64_t segment_; ///< of the log
    PublicKey kiosk_;
    TimePoint now_;
    Recovery recovery_;
    OutboxLog::Damage damage_;
    std::set<Place> logged_; ///< whole frames seen in the log
    std::vector<Place> unlogged_; ///< rows with a body that have none
    bool log_was_empty_ = true;
    bool rebuilding_ = false;
    bool misfits_ = false;       ///< frames of the log hold bodies that are not their headers'
    bool misnamed_ = false;      ///< as in MendedOutbox
    bool doubtful_tail_ = false; ///< bytes cut off at the end of the log may have been a record nobody can name
};

Result<MendedOutbox> Mender::run() {
    if (auto swapped = finish_swap(); !swapped) return std::move(swapped).error();
    auto log = OutboxLog::open(folder_, segment_);
    if (!log) return std::move(log).error();
    log_was_empty_ = log->is_empty();
    auto database = Database::open_writer(file(), outbox_schema);
    auto sound = database ? examine(*database) : Result<void>(database.error());
    if (sound) sound = replay(*database, *log);
    if (sound) sound = find_unlogged(*database);
    if (!sound) {
        // A database that contradicts the log (Conflict) is damaged in a way that SQLite does not see by itself.
        if (sound.error().code != ErrorCode::Corrupt && sound.error().code != ErrorCode::Conflict) return std::move(sound).error();
        database = Error{}; // closes the damaged file before it is put aside
        database = rebuild(*log, sound.error());
        if (!database) return std::move(database).error().in("rebuilding outbox.db");
        if (auto found = find_unlogged(*database); !found) return std::move(found).error();
    }
    if (auto named = name_losses(*database); !named) return std::move(named).error();
    if (auto cut = log->cut_tail(); !cut) return std::move(cut).error();
    if (auto written = rewrite(*database, *log); !written) return std::move(written).error();
    return MendedOutbox{std::move(*log), std::move(*database), std::move(recovery_), misnamed_};
}

/// A rebuild that was cut between putting the old database aside and moving the new one in is finished.
Result<void> Mender::finish_swap() {
    remove_database(unfinished());
    if (!is_there(finished())) return {};
    if (!is_there(file())) return move_file(finished(), file());
    remove_database(finished());
    return {};
}

Result<void> Mender::examine(Database& database) {
    auto complaint = database.quick_check();
    if (!complaint) return std::move(complaint).error();
    if (!complaint->empty()) return Error{ErrorCode::Corrupt, *complaint, {}};
    if (auto owner = check_owner(database); !owner) return owner;
    return check_unsettled(database, kiosk_);
}

Result<void> Mender::check_owner(Database& database) {
    auto key = fact(database, "public_key");
    if (!key) return std::move(key).error();
    const std::string ours = to_hex(kiosk_.bytes);
    auto last = last_entry(database);
    if (!last) return std::move(last).error();
    if (*key == ours) return {};
    if (key->empty() && !*last) {
        // An empty database beside a log that is not empty was lost, not new.
        return !log_was_empty_ ? Result<void>(Error{ErrorCode::Corrupt, "the database is empty but the log is not", {}})
                               : set_fact(database, "public_key", ours);
    }
    if (*last && check_entry(**last, kiosk_)) return Error{ErrorCode::Corrupt, "the key of the ledger is damaged", {}};
    return Error{ErrorCode::Untrusted, "this ledger was signed by another key", {}};
}

Result<void> Mender::replay(Database& database, OutboxLog& log) {
    auto transaction = Transaction::begin(database);
    if (!transaction) return std::move(transaction).error();
    if (auto read = read_log(database, log); !read) return read;
    if (auto absorbed = absorb_unreadable(database, &database); !absorbed) return absorbed;
    return transaction->commit();
}

Result<void> Mender::read_log(Database& database, OutboxLog& log) {
    auto damage = log.read([&](const Frame& frame) -> Result<void> {
        const auto& entry = frame.envelope.entry;
        logged_.insert(place_in(entry));
        auto present = find_entry(database, entry.epoch, entry.sequence);
        if (!present) return std::move(present).error();
        if (*present && (*present)->leaf == entry.leaf) {
            if ((*present)->signature == entry.signature) return {};
            return Error{ErrorCode::Corrupt, place_of(entry.epoch, entry.sequence) + ": database and log have different signatures", {}};
        }
        auto taken = absorb(database, entry, frame.kind == FrameKind::Whole ? &frame.envelope.sealed : nullptr);
        if (taken && !rebuilding_) ++recovery_.replayed;
        return taken;
    });
    if (!damage) return std::move(damage).error();
    damage_ = std::move(*damage);
    const auto& tail = damage_.tail;
    recovery_.torn_bytes = tail.length;
    recovery_.notes.insert(recovery_.notes.end(), damage_.notes.begin(), damage_.notes.end());
    // An append that was cut leaves the beginning of a frame. Anything else at the end, or any end beside a damaged
    // database, may have been a record.
    if (tail.length == 0 || (tail.cut_short && !rebuilding_)) return {};
    damage_.unreadable.insert(damage_.unreadable.end(), tail.entries.begin(), tail.entries.end());
    doubtful_tail_ = tail.entries.empty();
    return {};
}

/// Rows that only the database has: nothing vouches for their signatures but the signatures themselves.
Result<void> Mender::find_unlogged(Database& database) {
    unlogged_.clear();
    return each_entry(database, Span::Held, [&](const LedgerEntry& entry) -> Result<void> {
        if (logged_.count(place_in(entry)) != 0) return {};
        unlogged_.push_back(place_in(entry));
        if (auto checked = check_entry(entry, kiosk_); !checked) return Error{ErrorCode::Corrupt, checked.error().message, checked.error().chain};
        return {};
    });
}

/// Takes a row, and its body where there is one and it is the row's, into the database unless it is there. Errors: Untrusted, Conflict.
Result<void> Mender::absorb(Database& database, const LedgerEntry& entry, const Bytes* sealed) {
    if (auto checked = check_entry(entry, kiosk_); !checked) return checked;
    auto present = find_entry(database, entry.epoch, entry.sequence);
    if (!present) return std::move(present).error();
    if (*present && (*present)->leaf != entry.leaf)
        return Error{
            ErrorCode::Conflict, place_of(entry.epoch, entry.sequence) + " stands twice with different content", {}};
    if (!*present)
        if (auto inserted = insert_entry(database, entry); !inserted) return inserted;
    if (sealed == nullptr) return {};
    if (!check_body(entry, *sealed)) {
        misfits_ = true;
        recovery_.notes.push_back(place_of(entry.epoch, entry.sequence) + ": the body beside it in the log is not the one its header names");
        return {};
    }
    return insert_body(database, entry, *sealed);
}

/// Headers left inside damaged frames: the record stood there. Its body may still be in the database.
Result<void> Mender::absorb_unreadable(Database& database, Database* old) {
    for (const auto& entry : damage_.unreadable) {
        if (!check_entry(entry, kiosk_)) continue; // damaged itself
        auto present = find_entry(database, entry.epoch, entry.sequence);
        if (!present) return std::move(present).error();
        if (*present) continue;
        std::optional<Bytes> sealed;
        if (auto found = old ? find_body(*old, entry.record) : Result<std::optional<Bytes>>(std::optional<Bytes>{});
            found)
            sealed = *found;
        const bool whole = sealed && check_body(entry, *sealed);
        if (auto taken = absorb(database, entry, whole ? &*sealed : nullptr); !taken) return taken;
    }
    return {};
}

Result<Database> Mender::rebuild(OutboxLog& log, const Error& reason) {
    rebuilding_ = true;
    recovery_ = {}; // what an attempt to go on with the damaged file found is found again
    logged_.clear();
    doubtful_tail_ = misfits_ = false;
    recovery_.rebuilt = true;
    recovery_.notes.push_back("outbox.db was damaged and made again from outbox.log: " + reason.text());
    {
        auto fresh = Database::open_writer(unfinished(), outbox_schema);
        if (!fresh) return std::move(fresh).error();
        if (auto filled = fill(*fresh, log); !filled) return std::move(filled).error();
        if (auto flushed = fresh->checkpoint(); !flushed) return std::move(flushed).error();
    }
    if (auto swapped = swap_in(); !swapped) return std::move(swapped).error();
    return Database::open_writer(file(), outbox_schema);
}

Result<void> Mender::fill(Database& database, OutboxLog& log) {
    auto transaction = Transaction::begin(database);
    if (!transaction) return std::move(transaction).error();
    if (auto set = set_fact(database, "public_key", to_hex(kiosk_.bytes)); !set) return set;
    auto settled = log.read_settled([&](const Frame& frame) -> Result<void> {
        const auto& entry = frame.envelope.entry;
        if (auto taken = absorb(database, entry, nullptr); !taken) return taken;
        return mark_settled(database, entry.epoch, entry.sequence, 0);
    });
    if (!settled) return settled;
    if (auto read = read_log(database, log); !read) return read;
    if (auto saved = salvage(database); !saved) return saved;
    auto last = last_entry(database);
    if (!last) return std::move(last).error();
    if (*last) {
        if (auto closed = close_epochs_before(database, (*last)->epoch); !closed) return closed;
        if (auto advanced = advance_checked(database, (*last)->epoch); !advanced) return advanced;
    }
    return transaction->commit();
}

/// Whatever can still be read in the damaged database and holds by itself.
Result<void> Mender::salvage(Database& database) {
    auto old = Database::open_reader(file(), outbox_schema);
    if (!old) return absorb_unreadable(database, nullptr);
    salvage_rows(database, *old, "ASC");
    salvage_rows(database, *old, "DESC"); // from the other side of the damaged page
    if (auto saved = salvage_marks(database, *old); !saved) return saved;
    return absorb_unreadable(database, &*old);
}

/// A mark beyond the rows is damage, too: it would let go of bodies that are still to come.
Result<void> Mender::salvage_marks(Database& database, Database& old) {
    auto marks = old.prepare("SELECT epoch, through FROM settled");
    if (!marks) return {};
    for (auto row = marks->step(); row && *row; row = marks->step()) {
        const auto epoch = static_cast<std::uint32_t>(marks->natural(0));
        auto last = database.number("SELECT max(sequence) FROM ledger WHERE epoch = " + std::to_string(epoch));
        if (!last) return std::move(last).error();
        const std::uint64_t through = std::min(marks->natural(1), static_cast<std::uint64_t>(*last));
        if (auto marked = mark_settled(database, epoch, through, 0); !marked) return marked;
    }
    return {};
}

void Mender::salvage_rows(Database& database, Database& old, const char* order) {
    auto rows =
        old.prepare("SELECT epoch, sequence, record, header, signature, leaf, head FROM ledger ORDER BY epoch " +
                    std::string(order) + ", sequence " + order);
    if (!rows) return;
    // Any error ends the walk: what cannot be read here is named later, as a gap.
    for (auto row = rows->step(); row && *row; row = rows->step()) {
        auto entry = read_entry(*rows);
        if (!entry || !check_entry(*entry, kiosk_)) continue;
        auto sealed = find_body(old, entry->record);
        const bool whole = sealed && *sealed && check_body(*entry, **sealed);
        if (!absorb(database, *entry, whole ? &**sealed : nullptr))
            recovery_.notes.push_back(place_of(entry->epoch, entry->sequence) +
                                      " differs between database and log; the log's is kept");
    }
}

Result<void> Mender::swap_in() {
    if (auto moved = move_file(unfinished(), finished()); !moved) return moved;
    if (auto synced = sync_folder(folder_); !synced) return synced;
    if (is_there(file())) {
        auto aside = put_aside(file(), now_);
        if (!aside) return std::move(aside).error();
        recovery_.put_aside = std::move(*aside);
    }
    if (auto moved = move_file(finished(), file()); !moved) return moved;
    return sync_folder(folder_);
}

void Mender::lose(std::string sentence) {
    ++recovery_.lost;
    recovery_.notes.push_back("lost: " + std::move(sentence));
}

Result<void> Mender::name_losses(Database& database) {
    const bool as_it_was = !rebuilding_ && recovery_.replayed == 0 && damage_.unreadable.empty(); // and every row was looked at
    ChainCheck chain(database);
    auto walked = as_it_was ? Result<void>() : each_entry(database, Span::Unsettled, [&](const LedgerEntry& entry) -> Result<void> {
        auto wrong = chain.follow(entry);
        if (!wrong) return std::move(wrong).error();
        for (auto before = wrong->missing; before > 0; --before)
            lose(place_of(entry.epoch, entry.sequence - before) + " is damaged in both copies");
        if (wrong->unlinked) lose(place_of(entry.epoch, entry.sequence) + " does not follow the record before it");
        return name_loss(database, entry);
    });
    if (!walked) return walked;
    if (!doubtful_tail_) return {};
    // Unless it is a record that the database still has.
    const auto last = last_entry(database);
    if (!last) return last.error();
    if (unlogged_.empty() && (!*last || logged_.count(place_in(**last)) != 0))
        lose(std::to_string(recovery_.torn_bytes) +
             " bytes at the end of outbox.log cannot be read and may have been a record");
    return {};
}

Result<void> Mender::name_loss(Database& database, const LedgerEntry& entry) {
    const std::string place = place_of(entry.epoch, entry.sequence) + " (" + to_text(entry.record) + ")";
    auto missing = is_body_missing(database, entry);
    if (!missing) return std::move(missing).error();
    if (*missing) lose(place + ": the body is damaged in both copies");
    if (!rebuilding_ && !misfits_) return {}; // every body was looked at
    auto sealed = find_body(database, entry.record);
    if (!sealed) return std::move(sealed).error();
    if (!*sealed || check_body(entry, **sealed)) return {};
    misnamed_ = true;
    recovery_.notes.push_back(place + ": its header names another body; it goes on under an older one");
    return {};
}

/// Bodies whose frame is damaged get a new frame, so that there are two copies again.
Result<void> Mender::rewrite(Database& database, OutboxLog& log) {
    for (const auto& [epoch, sequence] : unlogged_) {
        auto entry = find_entry(database, epoch, sequence);
        if (!entry) return std::move(entry).error();
        if (!*entry) continue;
        auto sealed = find_body(database, (*entry)->record);
        if (!sealed) return std::move(sealed).error();
        if (!*sealed) continue;
        ++recovery_.rewritten;
        const Envelope envelope{std::move(**entry), std::move(**sealed)};
        if (auto written = log.append({&envelope, 1}); !written) return written;
    }
    return {};
}

} // namespace

/// Each header names the head of all before it, so the last signature vouches for every header. The other signatures are held against
/// the log's, which is cheaper than to verify them (read_log, find_unlogged).
Result<void> check_unsettled(Database& database, const PublicKey& kiosk) {
    ChainCheck chain(database);
    std::optional<LedgerEntry> last;
    auto walked = each_entry(database, Span::Unsettled, [&](const LedgerEntry& entry) -> Result<void> {
        const auto header = check_members(entry);
        if (!header) return Error{ErrorCode::Corrupt, header.error().message, header.error().chain};
        auto wrong = chain.follow(entry, *header);
        if (!wrong) return std::move(wrong).error();
        if (wrong->any())
            return Error{ErrorCode::Corrupt,
                         place_of(entry.epoch, entry.sequence) + " does not follow the record before it",
                         {}};
        last = entry;
        const auto sealed = find_body(database, entry.record);
        if (!sealed) return sealed.error();
        if (*sealed && sha256(**sealed) != header->sealed_hash)
            return Error{ErrorCode::Corrupt, place_of(entry.epoch, entry.sequence) + ": the sealed body is damaged", {}};
        const auto missing = *sealed ? Result<bool>(false) : is_body_missing(database, entry);
        if (!missing) return missing.error();
        if (*missing)
            return Error{
                ErrorCode::Corrupt, place_of(entry.epoch, entry.sequence) + ": the sealed body is missing", {}};
        return {};
    });
    if (!walked || !last) return walked;
    if (auto checked = check_entry(*last, kiosk); !checked) return Error{ErrorCode::Corrupt, checked.error().message, checked.error().chain};
    return {};
}

Result<MendedOutbox> open_mended(const OutboxOptions& options, const PublicKey& kiosk, TimePoint now) {
    return Mender(options, kiosk, now).run();
}

} // namespace lianxin
