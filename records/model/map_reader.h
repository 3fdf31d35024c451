// Reading a CBOR map whose entries are fixed: the first one missing or of another shape makes the whole corrupt.
#pragma once

#include "records/base/date.h"
#include "records/base/id.h"
#include "records/base/value.h"

namespace lianxin {

class MapReader {
  public:
    /// `value` outlives the reader.
    explicit MapReader(const Value& value) : value_(value) {}

    std::string text(std::string_view key);
    std::int64_t integer(std::string_view key, std::int64_t least, std::int64_t most);
    Uuid uuid(std::string_view key);
    template <std::size_t N>
    ByteArray<N> bytes(std::string_view key) {
        const Value* entry = value_.find(key);
        const bool fits = entry && entry->bytes() && entry->bytes()->size() == N;
        if (!fits) fail(key);
        ByteArray<N> out{};
        if (fits) std::copy(entry->bytes()->begin(), entry->bytes()->end(), out.begin());
        return out;
    }
    /// Milliseconds since 1970, up to the year 9999.
    TimePoint time(std::string_view key);
    Day day(std::string_view key);
    bool has(std::string_view key) const { return value_.find(key) != nullptr; }
    void fail(std::string_view key);

    /// Corrupt, naming the first entry that was wrong.
    Result<void> finish() const;

  private:
    const Value& value_;
    std::string wrong_;
};

} // namespace lianxin
