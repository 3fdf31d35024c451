// Reading the outbox from another process.
#include "records/store/ledger_table.h"
#include "records/store/logged.h"
#include "records/store/outbox.h"

namespace lianxin {

static constexpr std::string_view reading = "reading outbox.db";

struct OutboxReader::State {
    Database database;
};

OutboxReader::OutboxReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
OutboxReader::OutboxReader(OutboxReader&&) noexcept = default;
OutboxReader& OutboxReader::operator=(OutboxReader&&) noexcept = default;
OutboxReader::~OutboxReader() = default;

Result<OutboxReader> OutboxReader::open(const Path& folder) {
    auto database = Database::open_reader(folder / "outbox.db", outbox_schema);
    if (!database) return std::move(database).error();
    // Bodies are read once each: keeping their pages gains nothing and costs the daemon megabytes.
    if (auto set = database->run("PRAGMA cache_size = -256"); !set) return std::move(set).error();
    return OutboxReader(std::make_unique<State>(State{std::move(*database)}));
}

std::uint32_t OutboxReader::epoch() const {
    return static_cast<std::uint32_t>(
        logged_or(state_->database.number("SELECT max(epoch) FROM ledger"), std::int64_t{0}, reading));
}

std::uint64_t OutboxReader::last_sequence(std::uint32_t epoch) const {
    const auto sql = "SELECT max(sequence) FROM ledger WHERE epoch = " + std::to_string(epoch);
    return static_cast<std::uint64_t>(logged_or(state_->database.number(sql), std::int64_t{0}, reading));
}

WaitingRecords OutboxReader::waiting(std::uint32_t epoch, std::uint64_t delivered_through) const {
    WaitingRecords waiting;
    auto rows = state_->database.prepare("SELECT count(*), coalesce(sum(length(b.sealed)), 0), min(b.taken) FROM ledger l JOIN body b USING (record) "
                                         "WHERE l.epoch = ? AND l.sequence > ?");
    const auto row = rows ? rows->with(epoch, delivered_through).step() : Result<bool>(rows.error());
    if (!row || !*row) {
        if (!row) log(Priority::Error, reading, row.error());
        return waiting;
    }
    waiting.count = rows->natural(0);
    waiting.bytes = rows->natural(1);
    if (!rows->is_null(2)) waiting.oldest = TimePoint(Milliseconds(rows->integer(2)));
    return waiting;
}

std::uint64_t OutboxReader::settled_through(std::uint32_t epoch) const {
    const auto sql = "SELECT max(max(s.checked), coalesce(max(CASE WHEN b.record IS NULL THEN l.sequence END), 0)) FROM settled s LEFT JOIN ledger l "
                     "ON l.epoch = s.epoch AND l.sequence > s.checked AND l.sequence <= s.through LEFT JOIN body b USING (record) WHERE s.epoch = " +
                     std::to_string(epoch);
    return static_cast<std::uint64_t>(logged_or(state_->database.number(sql), std::int64_t{0}, reading));
}

Result<PublicKey> OutboxReader::key() const {
    auto text = fact(state_->database, "public_key");
    if (!text) return std::move(text).error();
    auto bytes = from_hex(*text);
    auto key = bytes ? to_array<32>(*bytes) : Result<ByteArray<32>>(bytes.error());
    if (!key) return Error{ErrorCode::Corrupt, "the ledger does not name its key", {}};
    return PublicKey{*key};
}

std::optional<Hash> OutboxReader::head_at(std::uint32_t epoch, std::uint64_t sequence) const {
    const auto entry = logged_or(find_entry(state_->database, epoch, sequence), std::optional<LedgerEntry>{}, reading);
    return entry ? std::optional<Hash>(entry->head) : std::nullopt;
}

Result<std::vector<Envelope>> OutboxReader::after(std::uint32_t epoch, std::uint64_t sequence, std::size_t count,
                                                  std::size_t bytes) const {
    auto rows = state_->database.prepare(
        "SELECT l.epoch, l.sequence, l.record, l.header, l.signature, l.leaf, l.head, b.sealed FROM ledger l "
        "LEFT JOIN body b USING (record) WHERE l.epoch = ? AND l.sequence > ? ORDER BY l.sequence LIMIT ?");
    if (!rows) return std::move(rows).error();
    rows->with(epoch, sequence, static_cast<std::uint64_t>(count));
    std::vector<Envelope> envelopes;
    for (std::size_t total = 0;;) {
        auto row = rows->step();
        if (!row) return std::move(row).error();
        if (!*row) return envelopes;
        auto entry = read_entry(*rows);
        if (!entry) return std::move(entry).error();
        const ByteView sealed = rows->is_null(7) ? ByteView() : rows->bytes(7);
        total += sealed.size();
        if (total > bytes && !envelopes.empty()) return envelopes;
        const bool whole = static_cast<bool>(check_body(*entry, sealed));
        envelopes.push_back({std::move(*entry), whole ? copy_of(sealed) : Bytes()});
    }
}

Result<std::optional<LedgerEntry>> OutboxReader::newest(const Uuid& record) const {
    return find_record(state_->database, record);
}

Result<std::optional<Envelope>> OutboxReader::whole(std::uint32_t epoch, const Uuid& record) const {
    auto entry = newest(record);
    if (!entry) return std::move(entry).error();
    auto sealed = find_body(state_->database, record);
    if (!sealed) return std::move(sealed).error();
    if (!*entry || (*entry)->epoch != epoch || !*sealed || !check_body(**entry, **sealed)) return std::optional<Envelope>();
    return std::optional(Envelope{std::move(**entry), std::move(**sealed)});
}

Result<std::vector<std::uint64_t>> OutboxReader::held_through(std::uint32_t epoch, std::uint64_t sequence) const {
    auto rows = state_->database.prepare("SELECT sequence FROM ledger JOIN body USING (record) WHERE epoch = ? AND sequence <= ? ORDER BY sequence");
    if (!rows) return std::move(rows).error();
    rows->with(epoch, sequence);
    std::vector<std::uint64_t> held;
    for (;;) {
        auto row = rows->step();
        if (!row) return std::move(row).error();
        if (!*row) return held;
        held.push_back(rows->natural(0));
    }
}

Result<std::optional<LedgerEntry>> OutboxReader::entry(std::uint32_t epoch, std::uint64_t sequence) const {
    return find_entry(state_->database, epoch, sequence);
}

Result<std::optional<Bytes>> OutboxReader::body(const Uuid& record) const {
    return find_body(state_->database, record);
}

Result<void> OutboxReader::each_entry(const std::function<Result<void>(const LedgerEntry&)>& visit) const {
    return lianxin::each_entry(state_->database, Span::All, visit);
}

} // namespace lianxin
