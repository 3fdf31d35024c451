// The ledger and the sealed bodies as rows of outbox.db: the statements that writer, reader and recovery have in
// common.
#pragma once

#include "records/store/database.h"
#include "records/store/ledger.h"

#include <functional>
#include <optional>

namespace lianxin {

enum class Span {
    All,
    Unsettled, ///< everything not yet checked for good: rows after settled.checked of their epoch
    Held,      ///< those of them whose bodies are held
};

Result<LedgerEntry> read_entry(const Statement& row, int first_column = 0); ///< errors: Corrupt
Result<void> insert_entry(Database& database, const LedgerEntry& entry);
/// Keeps the body unless it is held already.
Result<void> insert_body(Database& database, const LedgerEntry& entry, ByteView sealed);

Result<std::optional<LedgerEntry>> find_entry(Database& database, std::uint32_t epoch, std::uint64_t sequence);
/// The row of the newest epoch in which the record stands; the second looks in epochs before that one alone.
Result<std::optional<LedgerEntry>> find_record(Database& database, const Uuid& record);
Result<std::optional<LedgerEntry>> find_record_before(Database& database, const Uuid& record, std::uint32_t epoch);
Result<std::optional<LedgerEntry>> last_entry(Database& database);
Result<std::optional<Bytes>> find_body(Database& database, const Uuid& record);

/// Rows in order of epoch and sequence; stops at the first error of `visit`.
Result<void> each_entry(Database& database, Span span, const std::function<Result<void>(const LedgerEntry&)>& visit);

Result<std::uint64_t> settled_through(Database& database, std::uint32_t epoch);
Result<std::uint64_t> checked_through(Database& database, std::uint32_t epoch);
/// Never lowers either mark.
Result<void> mark_settled(Database& database, std::uint32_t epoch, std::uint64_t through, std::uint64_t checked);

/// Marks every row of the epochs before that one as checked for good: what was held when they ended stands again in it. Writes nothing where that
/// was done before.
Result<void> close_epochs_before(Database& database, std::uint32_t epoch);

/// Moves the mark `checked` up to the oldest held body, but not above `through`.
Result<void> advance_checked(Database& database, std::uint32_t epoch);

Result<std::string> fact(Database& database, std::string_view name); ///< empty when not there
Result<void> set_fact(Database& database, std::string_view name, std::string_view value);

} // namespace lianxin
