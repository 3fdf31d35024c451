// How SqliteStore runs its statements: prepared once, bound, read row by row.
#pragma once

#include "county/sqlite_store.h"

namespace lianxin {

template <class... Values> Result<Statement*> SqliteStore::bound(const char* sql, const Values&... values) {
    auto statement = prepared(sql);
    if (statement) (*statement)->with(values...);
    return statement;
}

template <class... Values> Result<void> SqliteStore::run(const char* sql, const Values&... values) {
    auto statement = bound(sql, values...);
    if (!statement) return std::move(statement).error();
    return (*statement)->run();
}

template <class Row, class... Values> auto SqliteStore::rows(const char* sql, Row read, const Values&... values)
    -> Result<std::vector<decltype(read(std::declval<const Statement&>()))>> {
    std::vector<decltype(read(std::declval<const Statement&>()))> out;
    auto statement = bound(sql, values...);
    if (!statement) return std::move(statement).error();
    for (;;) {
        const auto found = (*statement)->step();
        if (!found || !*found) (*statement)->reset();
        if (!found) return found.error();
        if (!*found) return out;
        out.push_back(read(**statement));
    }
}

template <class Row, class... Values> auto SqliteStore::row(const char* sql, Row read, const Values&... values)
    -> Result<std::optional<decltype(read(std::declval<const Statement&>()))>> {
    auto all = rows(sql, read, values...);
    if (!all) return std::move(all).error();
    if (all->empty()) return std::optional<typename std::remove_reference_t<decltype(*all)>::value_type>();
    return std::optional(std::move(all->front()));
}

template <class... Values> Result<std::uint64_t> SqliteStore::number(const char* sql, const Values&... values) {
    const auto found = row(sql, [](const Statement& at) { return at.natural(0); }, values...);
    if (!found) return found.error();
    return found->value_or(0);
}

/// A blob of N bytes; zeros when the column is damaged, which the signatures and hashes over it then tell.
template <std::size_t N> ByteArray<N> array_at(const Statement& row, int column) {
    return to_array<N>(row.bytes(column)).value_or(ByteArray<N>{});
}
inline Uuid uuid_at(const Statement& row, int column) { return Uuid{array_at<16>(row, column)}; }
inline TimePoint time_at(const Statement& row, int column) { return TimePoint(Milliseconds(row.integer(column))); }

} // namespace lianxin
