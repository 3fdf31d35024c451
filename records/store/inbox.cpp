// Writing and reading inbox.db.
#include "records/store/inbox.h"

#include "records/base/cbor.h"
#include "records/store/database.h"
#include "records/store/logged.h"

#include <sys/stat.h>

namespace lianxin {
namespace {

constexpr std::string_view reading = "reading inbox.db";

std::optional<TimePoint> moment_at(const Statement& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return TimePoint(Milliseconds(row.integer(column)));
}

/// Kept until something is backed up that came after the end of the county's chain.
Result<void> keep_late(Database& database, const Uuid& record, std::uint32_t epoch, std::uint64_t sequence) {
    return database.run("INSERT OR REPLACE INTO accepted_late (record, epoch, sequence) VALUES (?, ?, ?)", record, epoch, sequence);
}

/// Not refused any more.
Result<void> accept_late(Database& database, const Uuid& record, std::uint32_t epoch, std::uint64_t sequence) {
    if (auto run = database.run("DELETE FROM refused WHERE record = ?", record); !run) return run;
    return keep_late(database, record, epoch, sequence);
}

/// A new settlement may be of an older round; the first reason and the higher marks stand.
Result<void> write_settlement(Database& database, const Settlement& settlement) {
    for (const auto& refused : settlement.refused)
        if (auto run = database.run(
                "INSERT INTO refused (record, reason, at) VALUES (?, ?, ?) ON CONFLICT (record) DO NOTHING",
                refused.record, refused.reason, refused.at);
            !run)
            return run;
    const auto& delivery = settlement.delivery;
    for (const Uuid& record : settlement.accepted)
        if (auto moved = accept_late(database, record, delivery.epoch, settlement.chain_end); !moved) return moved;
    for (const Uuid& record : settlement.already_there)
        if (auto kept = keep_late(database, record, delivery.epoch, settlement.chain_end); !kept) return kept;
    if (settlement.recovery > 0) {
        // The marks stand under the number of the recovery they were proved after.
        auto lowered = database.run("UPDATE delivery SET delivered_through = min(delivered_through, ?), durable_through = min(durable_through, ?), "
                                    "recovery = ? WHERE epoch = ? AND recovery < ?",
                                    delivery.delivered_through, delivery.durable_through, settlement.recovery, delivery.epoch, settlement.recovery);
        if (!lowered) return lowered;
        if (auto run = database.run("UPDATE standing SET recovery = max(recovery, ?)", settlement.recovery); !run) return run;
        // What was taken late may be gone with the county's disk although its header is not.
        if (auto run = database.run("INSERT INTO refused (record, reason, at) SELECT record, 'body', ? FROM accepted_late WHERE true ON CONFLICT DO NOTHING", settlement.at); !run) return run;
        if (auto run = database.run("DELETE FROM accepted_late"); !run) return run;
        if (auto run = database.run("UPDATE head_alarm SET recovery = ? WHERE recovery IS NULL", settlement.recovery); !run) return run;
    }
    auto delivered = database.run("INSERT INTO delivery (epoch, delivered_through, durable_through) VALUES (?, ?, ?) "
                                  "ON CONFLICT (epoch) DO UPDATE "
                                  "SET delivered_through = max(delivered_through, excluded.delivered_through), "
                                  "durable_through = max(durable_through, excluded.durable_through)",
                                  delivery.epoch, delivery.delivered_through, delivery.durable_through);
    if (!delivered) return delivered;
    auto backed_up = database.run("DELETE FROM accepted_late WHERE epoch < ?1 OR (epoch = ?1 AND sequence < ?2)", delivery.epoch, delivery.durable_through);
    if (!backed_up) return backed_up;
    if (!settlement.checkpoint.empty())
        if (auto run = database.run("UPDATE standing SET checkpoint = ?", settlement.checkpoint); !run) return run;
    if (!settlement.divergence) return {};
    const auto& divergence = *settlement.divergence;
    return database.run("INSERT OR REPLACE INTO divergence (epoch, sequence, county_head, at) VALUES (?, ?, ?, ?)",
                        divergence.epoch, divergence.sequence, divergence.county_head, divergence.at);
}

Result<void> write_items(Database& database, const std::vector<SignedItem>& items) {
    auto insert = database.prepare("INSERT INTO public_item (kind, id, version, withdrawn, document, signature, received) VALUES (?, ?, ?, ?, ?, ?, ?) "
                                   "ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version, withdrawn = excluded.withdrawn, "
                                   "document = excluded.document, signature = excluded.signature, received = excluded.received "
                                   "WHERE excluded.version > version");
    if (!insert) return std::move(insert).error();
    for (const auto& signed_item : items) {
        const PublicItem& item = signed_item.item;
        insert->with(item.kind, item.id, item.version, item.is_withdrawn() ? 1 : 0, signed_item.document, signed_item.signature, signed_item.received);
        if (auto run = insert->run(); !run) return run;
    }
    return {};
}

Result<void> write_updates(Database& database, const std::vector<SealedUpdate>& updates, std::uint64_t cursor) {
    auto insert = database.prepare("INSERT INTO sealed_update (tag, cursor, sealed, signature, received) VALUES (?, ?, "
                                   "?, ?, ?) ON CONFLICT DO NOTHING");
    if (!insert) return std::move(insert).error();
    for (const auto& update : updates)
        if (auto run = insert->with(update.tag, update.cursor, update.sealed, update.signature, update.received).run();
            !run)
            return run;
    return database.run("UPDATE standing SET cursor = max(cursor, ?)", cursor);
}

/// Runs `deed` as one transaction.
template <class Deed>
Result<void> in_one(Database& database, const Deed& deed) {
    auto transaction = Transaction::begin(database);
    if (!transaction) return std::move(transaction).error().in("writing inbox.db");
    if (auto done = deed(); !done) return std::move(done).error().in("writing inbox.db");
    return transaction->commit();
}

} // namespace

struct Inbox::State {
    FileLock lock;
    Database database;
};

Inbox::Inbox(std::unique_ptr<State> state) : state_(std::move(state)) {}
Inbox::Inbox(Inbox&&) noexcept = default;
Inbox& Inbox::operator=(Inbox&&) noexcept = default;
Inbox::~Inbox() = default;

Result<Inbox> Inbox::open(const Path& folder) {
    if (auto made = make_folder(folder); !made) return std::move(made).error();
    auto lock = FileLock::take(folder / "inbox.lock");
    if (!lock) return std::move(lock).error();
    auto database = open_or_begin_anew(folder / "inbox.db", inbox_schema);
    if (!database) return std::move(database).error();
    auto first = database->run("INSERT INTO standing (one) SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM standing)");
    if (!first) return std::move(first).error();
    return Inbox(std::make_unique<State>(State{std::move(*lock), std::move(*database)}));
}

Result<void> Inbox::record_settlement(const Settlement& settlement) {
    return in_one(state_->database, [&] { return write_settlement(state_->database, settlement); });
}

Result<void> Inbox::record_updates(const std::vector<SealedUpdate>& updates, std::uint64_t cursor, const std::vector<SignedItem>& items) {
    return in_one(state_->database, [&]() -> Result<void> {
        if (auto written = write_items(state_->database, items); !written) return written;
        return write_updates(state_->database, updates, cursor);
    });
}

Result<void> Inbox::record_contact(const Contact& contact) {
    return in_one(state_->database, [&]() -> Result<void> {
        auto& database = state_->database;
        if (contact.last_success)
            if (auto run = database.run("UPDATE standing SET last_success = ?", *contact.last_success); !run)
                return run;
        if (contact.last_attempt)
            if (auto run = database.run("UPDATE standing SET last_attempt = ?", *contact.last_attempt); !run)
                return run;
        return database.run("UPDATE standing SET problem = ?", contact.problem);
    });
}

Result<void> Inbox::record_alarm(const HeadAlarm& alarm) {
    return state_->database.run("INSERT INTO head_alarm (seen, kept, at) SELECT ?1, ?2, ?3 WHERE (SELECT count(*) FROM head_alarm WHERE recovery IS NULL) < 8 "
                                "ON CONFLICT (seen) DO NOTHING",
                                alarm.seen, alarm.kept, alarm.at);
}

Result<std::uint64_t> Inbox::drop_updates(TimePoint received_before, const std::vector<ReadMark>& read) {
    auto& database = state_->database;
    std::uint64_t dropped = 0;
    auto done = in_one(database, [&]() -> Result<void> {
        if (auto run = database.run("DELETE FROM sealed_update WHERE received < ?", received_before); !run) return run;
        dropped = database.changes();
        for (const ReadMark& mark : read) {
            if (auto run = database.run("DELETE FROM sealed_update WHERE tag = ? AND cursor <= ?", mark.tag, mark.cursor); !run) return run;
            dropped += database.changes();
        }
        return {};
    });
    if (!done) return std::move(done).error();
    return dropped;
}

/// The inode of a file; 0 while there is none.
static std::uint64_t file_number(const Path& file) {
    struct stat status {};
    return ::stat(file.c_str(), &status) == 0 ? status.st_ino : 0;
}

struct InboxReader::State {
    Path file;
    std::uint64_t number = 0; ///< of the file when it was opened
    mutable Database database;

    /// Each row of a query, told to `take`.
    template <class Take, class... Values>
    Result<void> read_rows(std::string_view sql, const Take& take, const Values&... values) {
        auto rows = database.prepare(sql);
        if (!rows) return std::move(rows).error().in(std::string(reading));
        rows->with(values...);
        for (;;) {
            auto row = rows->step();
            if (!row) return std::move(row).error().in(std::string(reading));
            if (!*row) return {};
            take(*rows);
        }
    }
    /// The same where nothing but the screen hangs on it.
    template <class Take, class... Values>
    void each_row(std::string_view sql, const Take& take, const Values&... values) {
        if (auto read = read_rows(sql, take, values...); !read) log(Priority::Error, reading, read.error());
    }

    Result<Delivery> delivery(std::uint32_t epoch) {
        Delivery delivery{epoch, 0, 0};
        const auto take = [&](const Statement& row) { delivery = {epoch, row.natural(0), row.natural(1)}; };
        if (auto read = read_rows("SELECT delivered_through, durable_through FROM delivery WHERE epoch = ?", take, epoch); !read) return std::move(read).error();
        return delivery;
    }
    Result<std::optional<Divergence>> divergence(std::uint32_t epoch) {
        std::optional<Divergence> found;
        const auto take = [&](const Statement& row) {
            const auto head = to_array<32>(row.bytes(1));
            found = Divergence{epoch, row.natural(0), head.value_or(Hash{}), TimePoint(Milliseconds(row.integer(2)))};
        };
        if (auto read = read_rows("SELECT sequence, county_head, at FROM divergence WHERE epoch = ?", take, epoch); !read) return std::move(read).error();
        return found;
    }
    Result<std::vector<Uuid>> kept_aside() {
        std::vector<Uuid> all;
        bool whole = true;
        const auto take = [&](const Statement& row) {
            const auto record = to_uuid(row.bytes(0));
            whole = whole && record;
            if (record) all.push_back(*record);
        };
        if (auto read = read_rows("SELECT record FROM refused UNION SELECT record FROM accepted_late", take); !read) return std::move(read).error();
        if (!whole) return Error{ErrorCode::Corrupt, "a record of inbox.db has no number", {}};
        return all;
    }
};

InboxReader::InboxReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
InboxReader::InboxReader(InboxReader&&) noexcept = default;
InboxReader& InboxReader::operator=(InboxReader&&) noexcept = default;
InboxReader::~InboxReader() = default;

Result<InboxReader> InboxReader::open(const Path& folder) {
    const Path file = folder / "inbox.db";
    const std::uint64_t number = file_number(file); // before: what takes its place meanwhile is then told at once
    auto database = Database::open_reader(file, inbox_schema);
    if (!database) return std::move(database).error();
    return InboxReader(std::make_unique<State>(State{file, number, std::move(*database)}));
}

bool InboxReader::is_current() const { return state_->number == file_number(state_->file); }

std::vector<SealedUpdate> InboxReader::updates(const ByteArray<16>& tag) const {
    std::vector<SealedUpdate> found;
    const auto take = [&](const Statement& row) {
        found.push_back({tag, copy_of(row.bytes(0)), copy_of(row.bytes(1)), row.natural(2),
                         TimePoint(Milliseconds(row.integer(3)))});
    };
    state_->each_row("SELECT sealed, signature, cursor, received FROM sealed_update WHERE tag = ? ORDER BY cursor",
                     take, tag);
    return found;
}

std::vector<SignedItem> InboxReader::items(std::string_view kind) const {
    std::vector<SignedItem> found;
    const auto take = [&](const Statement& row) {
        const auto value = parse_cbor(row.bytes(0));
        auto item = value ? public_item_from(*value) : Result<PublicItem>(value.error());
        if (!item) return log(Priority::Error, reading, item.error());
        found.push_back({std::move(*item), copy_of(row.bytes(0)), copy_of(row.bytes(1)), TimePoint(Milliseconds(row.integer(2)))});
    };
    state_->each_row("SELECT document, signature, received FROM public_item WHERE kind = ? AND withdrawn = 0 ORDER BY id", take, kind);
    return found;
}

std::uint64_t InboxReader::items_mark() const {
    // Items never go and versions only rise.
    return static_cast<std::uint64_t>(logged_or(state_->database.number("SELECT count(*) + sum(version) FROM public_item"), std::int64_t{0}, reading));
}

std::uint64_t InboxReader::cursor() const {
    return static_cast<std::uint64_t>(
        logged_or(state_->database.number("SELECT cursor FROM standing"), std::int64_t{0}, reading));
}

Delivery InboxReader::delivery(std::uint32_t epoch) const { return logged_or(state_->delivery(epoch), Delivery{epoch, 0, 0}, reading); }

Result<Proved> InboxReader::proved(std::uint32_t epoch) const {
    const auto moment = Transaction::begin_reading(state_->database);
    if (!moment) return moment.error().in(std::string(reading));
    auto delivery = state_->delivery(epoch);
    if (!delivery) return std::move(delivery).error();
    auto divergence = state_->divergence(epoch);
    if (!divergence) return std::move(divergence).error();
    auto kept_aside = state_->kept_aside();
    if (!kept_aside) return std::move(kept_aside).error();
    return Proved{*delivery, std::move(*divergence), std::move(*kept_aside)};
}

Contact InboxReader::contact() const {
    Contact contact;
    const auto take = [&](const Statement& row) { contact = {moment_at(row, 0), moment_at(row, 1), row.text(2)}; };
    state_->each_row("SELECT last_success, last_attempt, problem FROM standing", take);
    return contact;
}

Result<KnownLog> InboxReader::known_log() const {
    KnownLog known;
    const auto take = [&](const Statement& row) { known = {row.text(0), row.natural(1)}; };
    if (auto read = state_->read_rows("SELECT checkpoint, recovery FROM standing", take); !read) return std::move(read).error();
    return known;
}

std::uint64_t InboxReader::recovery() const {
    return static_cast<std::uint64_t>(logged_or(state_->database.number("SELECT recovery FROM standing"), std::int64_t{0}, reading));
}

Result<std::vector<RefusedRecord>> InboxReader::refused() const {
    std::vector<RefusedRecord> all;
    const auto take = [&](const Statement& row) {
        if (const auto record = to_uuid(row.bytes(0)))
            all.push_back({*record, row.text(1), TimePoint(Milliseconds(row.integer(2)))});
    };
    if (auto read = state_->read_rows("SELECT record, reason, at FROM refused ORDER BY at, rowid", take); !read) return std::move(read).error();
    return all;
}

std::vector<HeadAlarm> InboxReader::alarms() const {
    std::vector<HeadAlarm> all;
    const auto take = [&](const Statement& row) { all.push_back({row.text(0), row.text(1), TimePoint(Milliseconds(row.integer(2)))}); };
    state_->each_row("SELECT kept, seen, at FROM head_alarm WHERE recovery IS NULL ORDER BY at, rowid", take);
    return all;
}

std::optional<Divergence> InboxReader::divergence(std::uint32_t epoch) const {
    return logged_or(state_->divergence(epoch), std::optional<Divergence>(), reading);
}

} // namespace lianxin
