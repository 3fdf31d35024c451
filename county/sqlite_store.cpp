// Kiosks, their chains, the bodies and the log in SQLite.
#include "county/sqlite_store_query.h"

namespace lianxin {

extern const Schema county_schema;

namespace {

EnrolledKiosk kiosk_at(const Statement& row) {
    EnrolledKiosk out;
    out.key = {static_cast<TownshipId>(row.natural(1)), row.text(0)};
    out.township = row.text(2);
    out.public_key.bytes = array_at<32>(row, 3);
    out.enrolled = time_at(row, 4);
    if (!row.is_null(5)) out.revoked = time_at(row, 5);
    return out;
}

LedgerMark mark_at(const Statement& row) { return {row.natural(0), array_at<32>(row, 1), row.natural(2), time_at(row, 3)}; }

} // namespace

Result<std::unique_ptr<Store>> SqliteStore::open_writer(const Path& file) {
    auto database = Database::open_writer(file, county_schema);
    if (!database) return std::move(database).error();
    return std::unique_ptr<Store>(new SqliteStore(std::move(*database)));
}

Result<std::unique_ptr<Store>> SqliteStore::open_reader(const Path& file) {
    auto database = Database::open_reader(file, county_schema);
    if (!database) return std::move(database).error();
    return std::unique_ptr<Store>(new SqliteStore(std::move(*database)));
}

Result<Statement*> SqliteStore::prepared(const char* sql) {
    const auto known = statements_.find(sql);
    if (known != statements_.end()) return &known->second;
    auto statement = database_.prepare(sql);
    if (!statement) return std::move(statement).error();
    return &statements_.emplace(sql, std::move(*statement)).first->second;
}

Result<void> SqliteStore::begin() { return run("BEGIN IMMEDIATE"); }
Result<void> SqliteStore::commit() { return run("COMMIT"); }
void SqliteStore::roll_back() {
    // SQLite has already rolled back after some errors; then there is nothing left to do and nobody to tell.
    if (!run("ROLLBACK")) return;
}
Result<std::string> SqliteStore::check() { return database_.quick_check(); }

Result<std::optional<EnrolledKiosk>> SqliteStore::kiosk(std::string_view id) {
    return row("SELECT kiosk, township_id, township, public_key, enrolled, revoked FROM kiosk WHERE kiosk = ?", kiosk_at, id);
}

Result<std::vector<EnrolledKiosk>> SqliteStore::kiosks() {
    return rows("SELECT kiosk, township_id, township, public_key, enrolled, revoked FROM kiosk ORDER BY kiosk", kiosk_at);
}

Result<std::optional<KioskContact>> SqliteStore::contact(const KioskKey& key) {
    return row("SELECT heard, reported, report FROM contact WHERE township_id = ? AND kiosk = ?",
               [](const Statement& at) {
                   KioskContact out{time_at(at, 0), std::nullopt, copy_of(at.bytes(2))};
                   if (!at.is_null(1)) out.reported = time_at(at, 1);
                   return out;
               },
               key.township, key.kiosk);
}

Result<void> SqliteStore::add(const EnrolledKiosk& kiosk) {
    return run("INSERT INTO kiosk (kiosk, township_id, township, public_key, enrolled) VALUES (?, ?, ?, ?, ?)",
               kiosk.key.kiosk, kiosk.key.township, kiosk.township, kiosk.public_key.bytes, kiosk.enrolled);
}

Result<void> SqliteStore::revoke(std::string_view kiosk, TimePoint at) {
    return run("UPDATE kiosk SET revoked = ? WHERE kiosk = ?", at, kiosk);
}

Result<void> SqliteStore::note_contact(const KioskKey& key, TimePoint heard) {
    return run("INSERT INTO contact (township_id, kiosk, heard) VALUES (?, ?, ?) "
               "ON CONFLICT (township_id, kiosk) DO UPDATE SET heard = excluded.heard",
               key.township, key.kiosk, heard);
}

Result<void> SqliteStore::note_report(const KioskKey& key, TimePoint reported, ByteView report) {
    return run("INSERT INTO contact (township_id, kiosk, heard, reported, report) VALUES (?, ?, ?, ?, ?) "
               "ON CONFLICT (township_id, kiosk) DO UPDATE SET heard = excluded.heard, reported = excluded.reported, "
               "report = excluded.report",
               key.township, key.kiosk, reported, reported, report);
}

Result<ChainHead> SqliteStore::chain_head(const KioskKey& key, std::uint32_t epoch) {
    auto found = row("SELECT sequence, head FROM ledger WHERE township_id = ? AND kiosk = ? AND epoch = ? "
                     "ORDER BY sequence DESC LIMIT 1",
                     [&](const Statement& at) { return ChainHead{epoch, at.natural(0), array_at<32>(at, 1)}; },
                     key.township, key.kiosk, epoch);
    if (!found) return std::move(found).error();
    return found->value_or(ChainHead{epoch, 0, {}});
}

Result<std::optional<LedgerMark>> SqliteStore::ledger_mark(const KioskKey& key, std::uint32_t epoch, std::uint64_t sequence) {
    return row("SELECT sequence, leaf, log_index, taken FROM ledger "
               "WHERE township_id = ? AND kiosk = ? AND epoch = ? AND sequence = ?",
               mark_at, key.township, key.kiosk, epoch, sequence);
}

Result<std::vector<LedgerMark>> SqliteStore::ledger_marks(const KioskKey& key, std::uint32_t epoch, std::uint64_t first,
                                                          std::uint64_t last) {
    return rows("SELECT sequence, leaf, log_index, taken FROM ledger "
                "WHERE township_id = ? AND kiosk = ? AND epoch = ? AND sequence BETWEEN ? AND ? ORDER BY sequence",
                mark_at, key.township, key.kiosk, epoch, first, last);
}

Result<std::vector<std::uint32_t>> SqliteStore::epochs(const KioskKey& key) {
    return rows("SELECT DISTINCT epoch FROM ledger WHERE township_id = ? AND kiosk = ? ORDER BY epoch",
                [](const Statement& at) { return static_cast<std::uint32_t>(at.natural(0)); }, key.township, key.kiosk);
}

Result<std::vector<LedgerRow>> SqliteStore::ledger(const KioskKey& key, std::uint32_t epoch) {
    return rows("SELECT sequence, record, header, signature, leaf, head, log_index, taken FROM ledger "
                "WHERE township_id = ? AND kiosk = ? AND epoch = ? ORDER BY sequence",
                [&](const Statement& at) {
                    return LedgerRow{epoch, at.natural(0), uuid_at(at, 1), copy_of(at.bytes(2)), array_at<64>(at, 3),
                                     array_at<32>(at, 4), array_at<32>(at, 5), at.natural(6), time_at(at, 7)};
                },
                key.township, key.kiosk, epoch);
}

Result<void> SqliteStore::add(const KioskKey& key, const LedgerRow& added) {
    return run("INSERT INTO ledger (township_id, kiosk, epoch, sequence, record, header, signature, leaf, head, log_index, taken) "
               "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
               key.township, key.kiosk, added.epoch, added.sequence, added.record, added.header, added.signature, added.leaf, added.head,
               added.log_index, added.taken);
}

Result<std::optional<Hash>> SqliteStore::body_hash(TownshipId township, const Uuid& record) {
    return row("SELECT sealed_hash FROM body WHERE township_id = ? AND record = ?",
               [](const Statement& at) { return array_at<32>(at, 0); }, township, record);
}

Result<void> SqliteStore::add(TownshipId township, const BodyRow& body) {
    return run("INSERT INTO body (township_id, record, arrival, kiosk, record_class, suite, taken, sealed_hash, sealed) "
               "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
               township, body.record, body.arrival, body.kiosk, static_cast<int>(body.record_class),
               static_cast<int>(body.suite), body.taken, body.sealed_hash, body.sealed);
}

Result<std::uint64_t> SqliteStore::log_size() {
    return number("SELECT log_index + 1 FROM log_event ORDER BY log_index DESC LIMIT 1");
}

Result<void> SqliteStore::add(const LogEvent& event) {
    return run("INSERT INTO log_event (log_index, kind, entry, leaf) VALUES (?, ?, ?, ?)", event.index, event.kind,
               event.entry, event.leaf);
}

Result<void> SqliteStore::add_node(unsigned level, std::uint64_t index, const Hash& node) {
    return run("INSERT INTO log_node (level, node_index, hash) VALUES (?, ?, ?)", level, index, node);
}

Result<std::vector<Hash>> SqliteStore::nodes(unsigned level, std::uint64_t first, std::uint64_t count) {
    const auto hash = [](const Statement& at) { return array_at<32>(at, 0); };
    auto found = level == 0
                     ? rows("SELECT leaf FROM log_event WHERE log_index >= ? AND log_index < ? ORDER BY log_index", hash,
                            first, first + count)
                     : rows("SELECT hash FROM log_node WHERE level = ? AND node_index >= ? AND node_index < ? "
                            "ORDER BY node_index",
                            hash, level, first, first + count);
    if (found && found->size() != count)
        return Error{ErrorCode::Corrupt, "the county's log lacks nodes of level " + std::to_string(level), {}};
    return found;
}

Result<std::vector<LogEvent>> SqliteStore::events(std::uint64_t first, std::uint64_t count) {
    return rows("SELECT log_index, kind, entry, leaf FROM log_event WHERE log_index >= ? ORDER BY log_index LIMIT ?",
                [](const Statement& at) {
                    return LogEvent{at.natural(0), at.text(1), copy_of(at.bytes(2)), array_at<32>(at, 3)};
                },
                first, count);
}

Result<std::string> SqliteStore::checkpoint() {
    auto found = row("SELECT note FROM checkpoint WHERE name = 'latest'", [](const Statement& at) { return at.text(0); });
    if (!found) return std::move(found).error();
    return found->value_or("");
}

Result<void> SqliteStore::set_checkpoint(std::string_view note) {
    return run("INSERT INTO checkpoint (name, note) VALUES ('latest', ?) ON CONFLICT (name) DO UPDATE SET note = excluded.note",
               note);
}

} // namespace lianxin
