// The shape of a database: numbered migrations, embedded at build from the .sql files beside this one.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace lianxin {

struct Schema {
    std::string_view name;                        ///< "outbox"
    std::uint32_t application_id = 0;             ///< PRAGMA application_id, so that file(1) and we know our own
    std::span<const std::string_view> migrations; ///< 001.sql, 002.sql …; after the n-th PRAGMA user_version is n
    std::string_view whole;                       ///< schema.sql: what all migrations together make, for people to read
};

extern const Schema outbox_schema;
extern const Schema inbox_schema;
extern const Schema library_schema;

} // namespace lianxin
