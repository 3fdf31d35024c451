// One table of a file that people write: every key must be known and of its type, and all that is wrong is told at
// once.
#pragma once

#include "records/base/date.h"
#include "records/base/value.h"

#include <set>

namespace lianxin {

/// What is wrong, in the order found.
using Problems = std::vector<std::string>;

/// Invalid with all problems, one to a line, or nothing when there are none.
Result<void> as_result(const Problems& problems);

/// [a-z0-9-]{1,64}: names of pages, forms, channels, departments, rules.
bool is_name(std::string_view text);

class StrictTable {
  public:
    /// `where` opens each problem ("field \"phone\": "); `value` and `problems` outlive the table.
    StrictTable(const Value& value, std::string where, Problems& problems);

    bool has(std::string_view key) const { return value_.find(key) != nullptr; }
    /// Must be there and hold more than blanks.
    std::string required_text(std::string_view key);
    std::string text(std::string_view key, std::string_view other = "");
    /// Must be there and be a name.
    std::string required_name(std::string_view key);
    /// May be missing, else a name.
    std::string name(std::string_view key);
    std::int64_t required_integer(std::string_view key, std::int64_t least, std::int64_t most);
    std::int64_t integer(std::string_view key, std::int64_t other, std::int64_t least, std::int64_t most);
    bool flag(std::string_view key, bool other);
    Day required_day(std::string_view key);
    std::optional<Day> day(std::string_view key);
    std::vector<std::string> texts(std::string_view key);
    /// The entries of a list of tables; empty when missing.
    const Value::Array& tables(std::string_view key);
    /// Any value, nullptr when missing.
    const Value* raw(std::string_view key);

    void complain(std::string_view key, std::string_view why);
    /// Call after the last key: complains of each key that nobody asked for.
    void finish();

  private:
    const Value* find(std::string_view key);

    const Value& value_;
    std::string where_;
    Problems& problems_;
    std::set<std::string, std::less<>> known_;
};

} // namespace lianxin
