// SQL over the tables of outbox.db.
#include "records/store/ledger_table.h"

namespace lianxin {
namespace {

constexpr const char* columns =
    "ledger.epoch, ledger.sequence, ledger.record, ledger.header, ledger.signature, ledger.leaf, ledger.head";

template <class... Values>
Result<std::optional<LedgerEntry>> find(Database& database, const std::string& condition, const Values&... values) {
    auto rows = database.prepare("SELECT " + std::string(columns) + " FROM ledger " + condition);
    if (!rows) return std::move(rows).error();
    auto row = rows->with(values...).step();
    if (!row) return std::move(row).error();
    if (!*row) return std::optional<LedgerEntry>{};
    auto entry = read_entry(*rows);
    if (!entry) return std::move(entry).error();
    return std::optional<LedgerEntry>(std::move(*entry));
}

Result<std::uint64_t> mark(Database& database, const std::string& column, std::uint32_t epoch) {
    auto rows = database.prepare("SELECT " + column + " FROM settled WHERE epoch = ?");
    if (!rows) return std::move(rows).error();
    auto row = rows->with(epoch).step();
    if (!row) return std::move(row).error();
    return *row ? rows->natural(0) : std::uint64_t{0};
}

} // namespace

Result<LedgerEntry> read_entry(const Statement& row, int first_column) {
    auto record = to_uuid(row.bytes(first_column + 2));
    auto signature = to_array<64>(row.bytes(first_column + 4));
    auto leaf = to_array<32>(row.bytes(first_column + 5));
    auto head = to_array<32>(row.bytes(first_column + 6));
    const std::string place =
        place_of(static_cast<std::uint32_t>(row.natural(first_column)), row.natural(first_column + 1));
    if (!record || !signature || !leaf || !head) return Error{ErrorCode::Corrupt, place + ": the row is damaged", {}};
    return LedgerEntry{static_cast<std::uint32_t>(row.natural(first_column)),
                       row.natural(first_column + 1),
                       *record,
                       copy_of(row.bytes(first_column + 3)),
                       *signature,
                       *leaf,
                       *head};
}

Result<void> insert_entry(Database& database, const LedgerEntry& entry) {
    return database.run(
        "INSERT INTO ledger (epoch, sequence, record, header, signature, leaf, head) VALUES (?, ?, ?, ?, ?, ?, ?)",
        entry.epoch, entry.sequence, entry.record, entry.header, entry.signature, entry.leaf, entry.head);
}

Result<void> insert_body(Database& database, const LedgerEntry& entry, ByteView sealed) {
    auto header = parse_record_header(entry.header);
    if (!header) return std::move(header).error();
    return database.run("INSERT INTO body (record, taken, sealed) SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM "
                        "body WHERE record = ?1)",
                        entry.record, header->wall, sealed);
}

Result<std::optional<LedgerEntry>> find_entry(Database& database, std::uint32_t epoch, std::uint64_t sequence) {
    return find(database, "WHERE epoch = ? AND sequence = ?", epoch, sequence);
}

Result<std::optional<LedgerEntry>> find_record(Database& database, const Uuid& record) {
    return find(database, "WHERE record = ? ORDER BY epoch DESC LIMIT 1", record);
}

Result<std::optional<LedgerEntry>> find_record_before(Database& database, const Uuid& record, std::uint32_t epoch) {
    return find(database, "WHERE record = ? AND epoch < ? ORDER BY epoch DESC LIMIT 1", record, epoch);
}

Result<std::optional<LedgerEntry>> last_entry(Database& database) {
    return find(database, "ORDER BY epoch DESC, sequence DESC LIMIT 1");
}

Result<std::optional<Bytes>> find_body(Database& database, const Uuid& record) {
    auto rows = database.prepare("SELECT sealed FROM body WHERE record = ?");
    if (!rows) return std::move(rows).error();
    auto row = rows->with(record).step();
    if (!row) return std::move(row).error();
    return *row ? std::optional<Bytes>(copy_of(rows->bytes(0))) : std::nullopt;
}

Result<void> each_entry(Database& database, Span span, const std::function<Result<void>(const LedgerEntry&)>& visit) {
    const std::string unsettled = "LEFT JOIN settled USING (epoch) WHERE sequence > coalesce(settled.checked, 0) ";
    const std::string held = "AND EXISTS (SELECT 1 FROM body WHERE body.record = ledger.record) ";
    auto rows = database.prepare("SELECT " + std::string(columns) + " FROM ledger " + (span == Span::All ? "" : unsettled) + (span == Span::Held ? held : "") +
                                 "ORDER BY ledger.epoch, ledger.sequence");
    if (!rows) return std::move(rows).error();
    for (;;) {
        auto row = rows->step();
        if (!row) return std::move(row).error();
        if (!*row) return {};
        auto entry = read_entry(*rows);
        if (!entry) return std::move(entry).error();
        if (auto seen = visit(*entry); !seen) return seen;
    }
}

Result<std::uint64_t> settled_through(Database& database, std::uint32_t epoch) {
    return mark(database, "through", epoch);
}
Result<std::uint64_t> checked_through(Database& database, std::uint32_t epoch) {
    return mark(database, "checked", epoch);
}

Result<void> mark_settled(Database& database, std::uint32_t epoch, std::uint64_t through, std::uint64_t checked) {
    return database.run("INSERT INTO settled (epoch, through, checked) VALUES (?, ?, ?) ON CONFLICT (epoch) DO UPDATE "
                        "SET through = max(through, excluded.through), checked = max(checked, excluded.checked)",
                        epoch, through, checked);
}

Result<void> close_epochs_before(Database& database, std::uint32_t epoch) {
    return database.run("INSERT INTO settled (epoch, through, checked) SELECT l.epoch, 0, max(l.sequence) FROM ledger l WHERE l.epoch < ? GROUP BY l.epoch "
                        "HAVING max(l.sequence) > coalesce((SELECT checked FROM settled s WHERE s.epoch = l.epoch), 0) "
                        "ON CONFLICT (epoch) DO UPDATE SET checked = excluded.checked",
                        epoch);
}

Result<void> advance_checked(Database& database, std::uint32_t epoch) {
    return database.run(
        "UPDATE settled SET checked = max(checked, min(through, coalesce((SELECT min(sequence) - 1 FROM ledger "
        "JOIN body USING (record) WHERE epoch = ?1), through))) WHERE epoch = ?1",
        epoch);
}

Result<std::string> fact(Database& database, std::string_view name) {
    auto rows = database.prepare("SELECT value FROM fact WHERE name = ?");
    if (!rows) return std::move(rows).error();
    auto row = rows->with(name).step();
    if (!row) return std::move(row).error();
    return *row ? rows->text(0) : std::string();
}

Result<void> set_fact(Database& database, std::string_view name, std::string_view value) {
    return database.run(
        "INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name,
        value);
}

} // namespace lianxin
