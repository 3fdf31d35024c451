// The calls into SQLite.
#include "records/store/database.h"

#include "records/base/log.h"

#include <cassert>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <sqlite3.h>
#include <unistd.h>

namespace lianxin {
namespace {

constexpr int busy_milliseconds = 5000;
constexpr std::size_t most_kept_statements = 48; // about 5 KiB each

ErrorCode code_of(int extended, int system_errno) {
    if (extended == SQLITE_IOERR_SHORT_READ || extended == SQLITE_IOERR_DATA) return ErrorCode::Corrupt;
    switch (extended & 0xff) {
    case SQLITE_FULL: return ErrorCode::NoSpace;
    case SQLITE_ERROR: // our SQL is constant: a missing table or column means a damaged schema
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return ErrorCode::Corrupt;
    case SQLITE_CONSTRAINT: return ErrorCode::Conflict;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ErrorCode::Unavailable;
    case SQLITE_CANTOPEN: return system_errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Storage;
    default: return system_errno == ENOSPC || system_errno == EDQUOT ? ErrorCode::NoSpace : ErrorCode::Storage;
    }
}

Error error_of(sqlite3* database, std::string_view what) {
    const int code = sqlite3_extended_errcode(database);
    const int primary = code & 0xff;
    const int reason = primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN ? sqlite3_system_errno(database) : 0;
    std::string message = std::string(what) + ": " + sqlite3_errmsg(database);
    if (reason != 0) message += std::string(" (") + std::strerror(reason) + ")";
    return {code_of(code, reason), std::move(message), {}};
}

} // namespace

struct Connection {
    explicit Connection(sqlite3* opened) : database(opened) {}
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() {
        for (const auto& [sql, statement] : idle) sqlite3_finalize(statement);
        sqlite3_close_v2(database);
    }

    sqlite3* database;
    std::map<std::string, sqlite3_stmt*, std::less<>> idle; ///< by their SQL
};

void Statement::GiveBack::operator()(sqlite3_stmt* statement) const {
    const bool failed = sqlite3_reset(statement) != SQLITE_OK;
    sqlite3_clear_bindings(statement); // they may hold a sealed body
    const bool kept = !failed && connection->idle.size() < most_kept_statements && connection->idle.emplace(sqlite3_sql(statement), statement).second;
    if (!kept) sqlite3_finalize(statement);
}

Database::Database(sqlite3* database) : connection_(std::make_shared<Connection>(database)) {}
sqlite3* Database::handle() const { return connection_->database; }

void Statement::bind(int at, std::int64_t number) {
    [[maybe_unused]] const int code = sqlite3_bind_int64(statement_.get(), at + 1, number);
    assert(code == SQLITE_OK);
}

void Statement::bind(int at, std::string_view text) {
    const char* data = text.empty() ? "" : text.data();
    [[maybe_unused]] const int code =
        sqlite3_bind_text64(statement_.get(), at + 1, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    assert(code == SQLITE_OK);
}

void Statement::bind(int at, ByteView bytes) {
    const void* data = bytes.empty() ? static_cast<const void*>("") : bytes.data();
    [[maybe_unused]] const int code =
        sqlite3_bind_blob64(statement_.get(), at + 1, data, bytes.size(), SQLITE_TRANSIENT);
    assert(code == SQLITE_OK);
}

void Statement::bind(int at, std::nullptr_t) {
    [[maybe_unused]] const int code = sqlite3_bind_null(statement_.get(), at + 1);
    assert(code == SQLITE_OK);
}

Result<bool> Statement::step() {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    sqlite3* database = sqlite3_db_handle(statement_.get());
    return error_of(database, sqlite3_sql(statement_.get()));
}

Result<void> Statement::run() {
    for (;;) {
        auto row = step();
        if (row && *row) continue;
        reset();
        if (!row) return std::move(row).error();
        return {};
    }
}

void Statement::reset() {
    sqlite3_reset(statement_.get());
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
}
double Statement::real(int column) const {
    return sqlite3_column_double(statement_.get(), column);
}
bool Statement::is_null(int column) const {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

std::string Statement::text(int column) const {
    return text_of(bytes(column));
}

ByteView Statement::bytes(int column) const {
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_.get(), column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
    return data == nullptr ? ByteView{} : ByteView{data, size};
}

Error Database::error(std::string_view what) const {
    return error_of(handle(), what);
}

Result<Database> Database::open(const Path& path, int flags) {
    sqlite3* raw = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database(raw);
    if (code != SQLITE_OK) return database.error("opening " + path.string());
    sqlite3_extended_result_codes(raw, 1);
    sqlite3_busy_timeout(raw, busy_milliseconds);
    return database;
}

Result<Database> Database::in_memory() {
    return open(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
}

Result<void> Database::set_common() {
    sqlite3_db_config(handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    return run_script("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;");
}

Result<Database> Database::open_writer(const Path& path, const Schema& schema) {
    auto database = open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (!database) return std::move(database).error();
    if (auto set = database->set_common(); !set) return std::move(set).error().in(path.string());
    if (auto known = database->check_identity(schema); !known) return std::move(known).error().in(path.string());
    if (auto durable = database->require_durability(); !durable) return std::move(durable).error().in(path.string());
    if (auto migrated = database->migrate(schema); !migrated) return std::move(migrated).error().in(path.string());
    return database;
}

Result<Database> Database::open_reader(const Path& path, const Schema& schema) {
    // SQLite makes the WAL's index when it is missing; for a file that is not there this must not happen.
    std::error_code code;
    if (!std::filesystem::exists(path, code)) return Error{ErrorCode::NotFound, path.string() + " is not there", {}};
    auto database = open(path, SQLITE_OPEN_READONLY);
    if (!database) return std::move(database).error();
    sqlite3_db_config(database->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    if (auto set = database->set_common(); !set) return std::move(set).error().in(path.string());
    if (auto set = database->run_script("PRAGMA query_only = ON; PRAGMA wal_autocheckpoint = 0;"); !set)
        return std::move(set).error();
    if (auto known = database->check_identity(schema); !known) return std::move(known).error().in(path.string());
    auto version = database->number("PRAGMA user_version");
    if (!version) return std::move(version).error().in(path.string());
    if (*version == 0) return Error{ErrorCode::NotFound, path.string() + " is still empty", {}};
    if (*version < static_cast<std::int64_t>(schema.migrations.size()))
        return Error{
            ErrorCode::Unavailable, path.string() + " has not been brought up to this version by its writer yet", {}};
    return database;
}

Result<void> Database::require_durability() {
    auto mode = prepare("PRAGMA journal_mode = WAL");
    if (!mode) return std::move(mode).error();
    auto row = mode->step();
    if (!row) return std::move(row).error();
    if (!*row || mode->text(0) != "wal")
        return Error{ErrorCode::Storage, "the disk does not allow a write-ahead log", {}};
    mode->reset();
    // A short log keeps small disks free and rebuilding quick: it is moved into the file about every hundred records.
    if (auto set = run_script("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 256"); !set) return set;
    auto level = number("PRAGMA synchronous");
    if (!level) return std::move(level).error();
    if (*level != 2) return Error{ErrorCode::Storage, "synchronous=FULL was not taken", {}};
    return {};
}

Result<void> Database::check_identity(const Schema& schema) {
    auto version = number("PRAGMA user_version");
    if (!version) return std::move(version).error();
    auto application = number("PRAGMA application_id");
    if (!application) return std::move(application).error();
    if (*application != 0 && *application != static_cast<std::int64_t>(schema.application_id))
        return Error{ErrorCode::Corrupt, "this is not the " + std::string(schema.name) + " database", {}};
    if (*version > static_cast<std::int64_t>(schema.migrations.size()))
        return Error{ErrorCode::Unsupported,
                     "made by a newer version of the program (format " + std::to_string(*version) + ", known " +
                         std::to_string(schema.migrations.size()) + "); install that version again",
                     {}};
    return {};
}

Result<void> Database::migrate(const Schema& schema) {
    auto version = number("PRAGMA user_version");
    if (!version) return std::move(version).error();
    const auto done = static_cast<std::size_t>(*version);
    if (done == schema.migrations.size()) return {};
    auto transaction = Transaction::begin(*this);
    if (!transaction) return std::move(transaction).error();
    for (auto at = done; at < schema.migrations.size(); ++at)
        if (auto ran = run_script(schema.migrations[at]); !ran)
            return std::move(ran).error().in("migration " + std::to_string(at + 1));
    auto marked = run_script("PRAGMA application_id = " + std::to_string(schema.application_id) +
                             "; PRAGMA user_version = " + std::to_string(schema.migrations.size()));
    if (!marked) return marked;
    return transaction->commit();
}

Result<Statement> Database::prepare(std::string_view sql) {
    if (const auto known = connection_->idle.find(sql); known != connection_->idle.end()) {
        sqlite3_stmt* const kept = known->second;
        connection_->idle.erase(known);
        return Statement(kept, connection_);
    }
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(handle(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr) !=
        SQLITE_OK)
        return error(sql);
    assert(statement != nullptr);
    return Statement(statement, connection_);
}

Result<void> Database::run_script(std::string_view sql) {
    const std::string script(sql);
    if (sqlite3_exec(handle(), script.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return error(sql.substr(0, 80));
    return {};
}

Result<std::int64_t> Database::number(std::string_view sql, std::int64_t other) {
    auto statement = prepare(sql);
    if (!statement) return std::move(statement).error();
    auto row = statement->step();
    if (!row) return std::move(row).error();
    return *row && !statement->is_null(0) ? statement->integer(0) : other;
}

Result<std::string> Database::quick_check() {
    auto statement = prepare("PRAGMA quick_check(1)");
    if (!statement) return std::move(statement).error();
    auto row = statement->step();
    if (!row) return std::move(row).error();
    const std::string verdict = *row ? statement->text(0) : "no answer";
    return verdict == "ok" ? std::string() : verdict;
}

Result<void> Database::checkpoint() {
    const int code = sqlite3_wal_checkpoint_v2(handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    // A reader in the middle of something is no fault: the rest is moved next time.
    if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) return error("checkpoint");
    return {};
}

Result<void> Database::copy_to(const Path& file) {
    std::error_code problem;
    if (std::filesystem::exists(file, problem)) return Error{ErrorCode::Conflict, file.string() + " is there already", {}};
    auto copy = open(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (!copy) return std::move(copy).error();
    sqlite3_backup* backup = sqlite3_backup_init(copy->handle(), "main", handle(), "main");
    const int code = backup == nullptr ? SQLITE_ERROR : sqlite3_backup_step(backup, -1);
    sqlite3_backup_finish(backup);
    if (code != SQLITE_DONE) return copy->error("copying to " + file.string());
    copy->connection_.reset();
    const auto written = File::open(file, O_RDWR);
    if (!written) return written.error();
    if (::fsync(written->descriptor()) != 0) return storage_error("syncing " + file.string());
    return sync_folder(file.parent_path());
}

std::uint64_t Database::changes() const {
    return static_cast<std::uint64_t>(sqlite3_changes64(handle()));
}

Result<Path> put_aside(const Path& database, TimePoint now) {
    const std::string name =
        "damaged-" + database.stem().string() + "-" + std::to_string(now.time_since_epoch().count()) + ".db";
    const Path target = database.parent_path() / name;
    for (const std::string ending : {"-wal", "-shm", ""}) {
        const bool moved = std::rename((database.string() + ending).c_str(), (target.string() + ending).c_str()) == 0;
        if (!moved && errno != ENOENT) return storage_error("putting " + database.string() + " aside");
    }
    if (auto synced = sync_folder(database.parent_path()); !synced) return std::move(synced).error();
    return target;
}

Result<Database> open_or_begin_anew(const Path& path, const Schema& schema) {
    std::string complaint;
    {
        auto database = Database::open_writer(path, schema);
        if (!database && database.error().code != ErrorCode::Corrupt) return database;
        auto checked = database ? database->quick_check() : Result<std::string>(database.error().text());
        if (!checked && checked.error().code != ErrorCode::Corrupt) return std::move(checked).error();
        complaint = checked ? *checked : checked.error().text();
        if (complaint.empty()) return database;
    }
    auto aside = put_aside(path, SystemClock().wall());
    if (!aside) return std::move(aside).error();
    log(Priority::Error, path.string() + " was damaged and is begun anew; the damaged file is kept as " +
                             aside->string() + ": " + complaint);
    return Database::open_writer(path, schema);
}

Result<Transaction> Transaction::begin(Database& database) {
    if (auto begun = database.run_script("BEGIN IMMEDIATE"); !begun) return std::move(begun).error();
    return Transaction(database);
}

Result<Transaction> Transaction::begin_reading(Database& database) {
    if (auto begun = database.run_script("BEGIN"); !begun) return std::move(begun).error();
    return Transaction(database);
}

Transaction::~Transaction() {
    // A failed rollback means SQLite has rolled back already.
    if (database_ != nullptr) static_cast<void>(database_->run_script("ROLLBACK"));
}

Result<void> Transaction::commit() {
    auto committed = database_->run_script("COMMIT");
    if (committed) database_ = nullptr;
    return committed;
}

} // namespace lianxin
