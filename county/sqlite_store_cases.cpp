// Quarantine, cases, updates and editions in SQLite.
#include "county/sqlite_store_query.h"

#include "records/seal/hash.h"

#include <algorithm>

namespace lianxin {

namespace {

BodyRow body_at(const Statement& row) {
    BodyRow out;
    out.record = uuid_at(row, 0);
    out.arrival = row.natural(1);
    out.kiosk = row.text(2);
    out.record_class = static_cast<RecordClass>(row.integer(3));
    out.suite = static_cast<Suite>(row.integer(4));
    out.taken = time_at(row, 5);
    out.sealed_hash = array_at<32>(row, 6);
    out.sealed = copy_of(row.bytes(7));
    return out;
}

Case case_at(const Statement& row) {
    Case out;
    out.file.township = static_cast<TownshipId>(row.natural(0));
    out.file.record = uuid_at(row, 1);
    out.file.year = static_cast<int>(row.integer(2));
    out.file.serial = row.natural(3);
    out.file.kiosk = row.text(4);
    out.file.received = time_at(row, 5);
    out.file.readable = row.integer(6) == 1 ? CaseFile::Readable::Yes : CaseFile::Readable::No;
    out.last.number = row.natural(7);
    out.last.state = case_state(row.text(8)).value_or(CaseState::Waiting);
    out.last.made = time_at(row, 9);
    if (auto due = parse_iso_day(row.text(10))) out.last.due = *due;
    out.last.note = copy_of(row.bytes(11));
    out.last.log_index = row.natural(12);
    return out;
}

constexpr std::size_t longest_header_alone = 512; ///< bytes; longer ones cannot be read anyway

Hash digest_of(const QuarantineRow& row) {
    Sha256 hash;
    hash.add(bytes_of(row.reason));
    hash.add(row.header);
    hash.add(row.signature);
    hash.add(row.sealed);
    return hash.done();
}

} // namespace

Result<std::optional<BodyRow>> SqliteStore::body(TownshipId township, const Uuid& record) {
    return row("SELECT record, arrival, kiosk, record_class, suite, taken, sealed_hash, sealed FROM body "
               "WHERE township_id = ? AND record = ?",
               body_at, township, record);
}

Result<std::vector<BodyRow>> SqliteStore::bodies_after(TownshipId township, std::uint64_t arrival, std::size_t count) {
    return rows("SELECT record, arrival, kiosk, record_class, suite, taken, sealed_hash, sealed FROM body "
                "WHERE township_id = ? AND arrival > ? ORDER BY arrival LIMIT ?",
                body_at, township, arrival, count);
}

Result<bool> SqliteStore::add(const QuarantineRow& aside, KeepBody keep) {
    const Hash digest = digest_of(aside);
    auto known = number("SELECT count(*) FROM quarantine WHERE township_id = ? AND digest = ?", aside.key.township, digest);
    if (!known) return std::move(known).error();
    if (*known > 0) return false;
    const bool whole = keep == KeepBody::Yes;
    const ByteView header = whole ? ByteView(aside.header) : ByteView(aside.header).first(std::min(aside.header.size(), longest_header_alone));
    auto added = run("INSERT INTO quarantine (township_id, digest, kiosk, reason, came, header, signature, sealed) "
                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                     aside.key.township, digest, aside.key.kiosk, aside.reason, aside.came, header, aside.signature, whole ? ByteView(aside.sealed) : ByteView());
    if (!added) return std::move(added).error();
    return true;
}

Result<std::uint64_t> SqliteStore::quarantined() { return number("SELECT count(*) FROM quarantine"); }

Result<std::vector<QuarantineMark>> SqliteStore::quarantine() {
    return rows("SELECT township_id, kiosk, reason, came, header, length(sealed), digest FROM quarantine ORDER BY came, digest", [](const Statement& at) {
        return QuarantineMark{array_at<32>(at, 6), {static_cast<TownshipId>(at.natural(0)), at.text(1)}, at.text(2), time_at(at, 3), copy_of(at.bytes(4)), at.natural(5)};
    });
}

Result<std::optional<QuarantineRow>> SqliteStore::put_aside(const Hash& digest) {
    const auto at_row = [](const Statement& at) {
        return QuarantineRow{{static_cast<TownshipId>(at.natural(0)), at.text(1)}, at.text(2), time_at(at, 3), copy_of(at.bytes(4)), array_at<64>(at, 5), copy_of(at.bytes(6))};
    };
    return row("SELECT township_id, kiosk, reason, came, header, signature, sealed FROM quarantine WHERE digest = ?", at_row, digest);
}

Result<std::uint64_t> SqliteStore::registered_through(TownshipId township) {
    return number("SELECT arrival FROM progress WHERE township_id = ?", township);
}

Result<void> SqliteStore::set_registered_through(TownshipId township, std::uint64_t arrival) {
    return run("INSERT INTO progress (township_id, arrival) VALUES (?, ?) "
               "ON CONFLICT (township_id) DO UPDATE SET arrival = excluded.arrival",
               township, arrival);
}

Result<std::uint64_t> SqliteStore::last_serial(TownshipId township, int year) {
    return number("SELECT serial FROM case_file WHERE township_id = ? AND year = ? ORDER BY serial DESC LIMIT 1", township,
                  year);
}

Result<void> SqliteStore::add(const CaseFile& file) {
    return run("INSERT INTO case_file (township_id, record, year, serial, kiosk, received, readable) "
               "VALUES (?, ?, ?, ?, ?, ?, ?)",
               file.township, file.record, file.year, file.serial, file.kiosk, file.received,
               static_cast<int>(file.readable));
}

Result<void> SqliteStore::add(TownshipId township, const Uuid& record, const CaseStep& step) {
    return run("INSERT INTO case_step (township_id, record, number, state, made, due, note, log_index) "
               "VALUES (?, ?, ?, ?, ?, NULLIF(?, ''), NULLIF(?, x''), ?)",
               township, record, step.number, name_of(step.state), step.made, step.due ? iso_day(*step.due) : "", step.note,
               step.log_index);
}

Result<std::optional<Case>> SqliteStore::find_case(TownshipId township, int year, std::uint64_t serial) {
    return row("SELECT f.township_id, f.record, f.year, f.serial, f.kiosk, f.received, f.readable, "
               "s.number, s.state, s.made, s.due, s.note, s.log_index "
               "FROM case_file f JOIN case_step s ON s.township_id = f.township_id AND s.record = f.record "
               "WHERE f.township_id = ? AND f.year = ? AND f.serial = ? ORDER BY s.number DESC LIMIT 1",
               case_at, township, year, serial);
}

Result<std::vector<Case>> SqliteStore::cases() {
    return rows("SELECT f.township_id, f.record, f.year, f.serial, f.kiosk, f.received, f.readable, "
                "s.number, s.state, s.made, s.due, s.note, s.log_index "
                "FROM case_file f JOIN case_step s ON s.township_id = f.township_id AND s.record = f.record "
                "JOIN (SELECT township_id, record, max(number) AS number FROM case_step GROUP BY township_id, record) l "
                "ON l.township_id = s.township_id AND l.record = s.record AND l.number = s.number "
                "ORDER BY f.received DESC, f.serial DESC",
                case_at);
}

Result<std::optional<PublishedEdition>> SqliteStore::newest_edition() {
    return row("SELECT number, file, digest, published FROM edition ORDER BY number DESC LIMIT 1", [](const Statement& at) {
        return PublishedEdition{at.natural(0), at.text(1), array_at<32>(at, 2), time_at(at, 3)};
    });
}

Result<std::optional<PublishedEdition>> SqliteStore::newest_edition_of(std::string_view township) {
    return row("SELECT number, file, digest, published, township FROM township_edition WHERE township = ? ORDER BY number DESC LIMIT 1",
               [](const Statement& at) {
                   return PublishedEdition{at.natural(0), at.text(1), array_at<32>(at, 2), time_at(at, 3), at.text(4)};
               },
               township);
}

Result<void> SqliteStore::add(const PublishedEdition& edition) {
    if (!edition.township.empty())
        return run("INSERT INTO township_edition (township, number, file, digest, published) VALUES (?, ?, ?, ?, ?)", edition.township,
                   edition.number, edition.file, edition.digest, edition.published);
    return run("INSERT INTO edition (number, file, digest, published) VALUES (?, ?, ?, ?)", edition.number, edition.file,
               edition.digest, edition.published);
}

Result<std::optional<RecoveryRow>> SqliteStore::newest_recovery() {
    return row("SELECT number, document, signatures, log_size FROM recovery ORDER BY number DESC LIMIT 1", [](const Statement& at) {
        return RecoveryRow{at.natural(0), at.text(1), at.text(2), at.natural(3)};
    });
}

Result<void> SqliteStore::add(const RecoveryRow& recovery) {
    return run("INSERT INTO recovery (number, document, signatures, log_size) VALUES (?, ?, ?, ?)", recovery.number, recovery.document,
               recovery.signatures, recovery.log_size);
}

Result<std::uint64_t> SqliteStore::backed_up() { return number("SELECT log_size FROM backup ORDER BY rowid DESC LIMIT 1"); }

Result<void> SqliteStore::note_backup(std::uint64_t log_size, TimePoint at) {
    return run("INSERT INTO backup (at, log_size) VALUES (?, ?)", at, log_size);
}

Result<std::uint64_t> SqliteStore::last_sequence_below(const KioskKey& key, std::uint32_t epoch, std::uint64_t log_size) {
    return number("SELECT sequence FROM ledger WHERE township_id = ? AND kiosk = ? AND epoch = ? AND log_index < ? ORDER BY sequence DESC LIMIT 1",
                  key.township, key.kiosk, epoch, log_size);
}

Result<void> SqliteStore::copy_to(const Path& file) { return database_.copy_to(file); }

} // namespace lianxin
