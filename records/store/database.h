// SQLite behind three small classes; the only place that sees sqlite3.h.
#pragma once

#include "records/base/clock.h"
#include "records/base/file.h"
#include "records/base/id.h"
#include "records/store/schema.h"

#include <memory>

struct sqlite3;
struct sqlite3_stmt;

namespace lianxin {

/// An open file of SQLite and the statements that were prepared for it and are not in use: preparing one costs more than most
/// of ours take to run. It lives as long as a database or a statement needs it.
struct Connection;

/// A prepared statement. Parameters and columns count from 0. Binding outside the statement is our own mistake and
/// asserts.
class Statement {
  public:
    /// Binds every parameter in order and forgets an earlier run. Text and bytes are copied.
    template <class... Values>
    Statement& with(const Values&... values) {
        reset();
        int at = 0;
        (bind(at++, values), ...);
        return *this;
    }

    /// Goes to the next row; false when there are no more. Errors: Storage, NoSpace, Corrupt, Conflict (a constraint or
    /// trigger refuses), Unavailable (locked).
    Result<bool> step();
    /// Runs to the end and resets.
    Result<void> run();
    void reset();

    std::int64_t integer(int column) const;
    std::uint64_t natural(int column) const { return static_cast<std::uint64_t>(integer(column)); }
    double real(int column) const;
    std::string text(int column) const;
    ByteView bytes(int column) const; ///< valid until the next step or reset
    bool is_null(int column) const;

  private:
    friend class Database;
    /// Gives a statement back to its connection.
    struct GiveBack {
        std::shared_ptr<Connection> connection;
        void operator()(sqlite3_stmt* statement) const;
    };
    Statement(sqlite3_stmt* statement, std::shared_ptr<Connection> connection) : statement_(statement, GiveBack{std::move(connection)}) {}
    void bind(int at, std::int64_t number);
    void bind(int at, std::uint64_t number) { bind(at, static_cast<std::int64_t>(number)); }
    void bind(int at, std::uint32_t number) { bind(at, static_cast<std::int64_t>(number)); }
    void bind(int at, int number) { bind(at, static_cast<std::int64_t>(number)); }
    void bind(int at, std::string_view text);
    void bind(int at, const std::string& text) { bind(at, std::string_view(text)); }
    void bind(int at, const char* text) { bind(at, std::string_view(text)); }
    void bind(int at, ByteView bytes);
    void bind(int at, const Bytes& bytes) { bind(at, ByteView(bytes)); }
    void bind(int at, const Uuid& id) { bind(at, ByteView(id.bytes)); }
    void bind(int at, TimePoint moment) { bind(at, static_cast<std::int64_t>(moment.time_since_epoch().count())); }
    void bind(int at, std::nullptr_t);
    template <std::size_t N>
    void bind(int at, const ByteArray<N>& bytes) {
        bind(at, ByteView(bytes));
    }

    std::unique_ptr<sqlite3_stmt, GiveBack> statement_;
};

/// One connection. Not for use from two threads at once.
class Database {
  public:
    /// Opens or makes the file for its only writer: WAL and synchronous=FULL are set and read back, missing migrations
    /// are run in one transaction. Errors: Storage (also when the two cannot be had), NoSpace, Corrupt (damaged, or
    /// another program's file), Unsupported (made by a newer version), Unavailable (locked).
    static Result<Database> open_writer(const Path& path, const Schema& schema);
    /// Opens for reading alone; never checkpoints, never makes a file. Errors: as above, NotFound.
    static Result<Database> open_reader(const Path& path, const Schema& schema);
    /// An empty database in memory, for comparing schemas.
    static Result<Database> in_memory();

    Result<Statement> prepare(std::string_view sql);
    /// Prepares, binds and runs to the end.
    template <class... Values>
    Result<void> run(std::string_view sql, const Values&... values) {
        auto statement = prepare(sql);
        if (!statement) return std::move(statement).error();
        return statement->with(values...).run();
    }
    /// Every statement of a script.
    Result<void> run_script(std::string_view sql);
    /// The first column of the first row; `other` when there is no row or it is null.
    Result<std::int64_t> number(std::string_view sql, std::int64_t other = 0);

    /// What SQLite finds wrong with the file, empty when nothing. Errors: those of reading.
    Result<std::string> quick_check();
    /// Moves everything from the WAL into the file and empties it, as far as no reader hinders.
    Result<void> checkpoint();
    /// Everything committed, as one file by itself that is synced. Errors: Conflict (a file is there already), Storage, NoSpace,
    /// Unavailable (locked).
    Result<void> copy_to(const Path& file);
    /// Rows changed by the last statement.
    std::uint64_t changes() const;

  private:
    explicit Database(sqlite3* database);
    sqlite3* handle() const;
    static Result<Database> open(const Path& path, int flags);
    Error error(std::string_view what) const;
    Result<void> set_common();
    Result<void> require_durability();
    Result<void> check_identity(const Schema& schema);
    Result<void> migrate(const Schema& schema);

    std::shared_ptr<Connection> connection_;
};

/// Renames a damaged database and what SQLite keeps beside it to damaged-NAME-MILLISECONDS.db in the same folder;
/// nothing is deleted. The new path. Errors: Storage.
Result<Path> put_aside(const Path& database, TimePoint now);

/// For databases that can be filled again from elsewhere: a damaged one is put aside, with a line in the log, and an
/// empty one begun. Errors: as open_writer, without Corrupt.
Result<Database> open_or_begin_anew(const Path& path, const Schema& schema);

/// Rolled back unless committed.
class Transaction {
  public:
    /// BEGIN IMMEDIATE.
    static Result<Transaction> begin(Database& database);
    /// What is read while it lives is of one moment.
    static Result<Transaction> begin_reading(Database& database);
    Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    /// After an error nothing of the transaction is in the database.
    Result<void> commit();

  private:
    explicit Transaction(Database& database) : database_(&database) {}
    Database* database_;
};

} // namespace lianxin
