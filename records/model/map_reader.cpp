// Reading entries and remembering the first that was wrong.
#include "records/model/map_reader.h"

namespace lianxin {

void MapReader::fail(std::string_view key) {
    if (wrong_.empty()) wrong_ = std::string(key);
}

std::string MapReader::text(std::string_view key) {
    const Value* entry = value_.find(key);
    if (entry && entry->text()) return *entry->text();
    fail(key);
    return {};
}

std::int64_t MapReader::integer(std::string_view key, std::int64_t least, std::int64_t most) {
    const Value* entry = value_.find(key);
    if (entry && entry->integer() && *entry->integer() >= least && *entry->integer() <= most) return *entry->integer();
    fail(key);
    return least;
}

Uuid MapReader::uuid(std::string_view key) {
    return Uuid{bytes<16>(key)};
}

TimePoint MapReader::time(std::string_view key) {
    constexpr std::int64_t end_of_9999 = 253402300799999;
    return TimePoint(Milliseconds(integer(key, 0, end_of_9999)));
}

Day MapReader::day(std::string_view key) {
    const auto parsed = parse_iso_day(text(key));
    if (!parsed) fail(key);
    return parsed.value_or(Day{});
}

Result<void> MapReader::finish() const {
    if (wrong_.empty()) return {};
    return Error{ErrorCode::Corrupt, "the entry \"" + wrong_ + "\" is missing or wrong", {}};
}

} // namespace lianxin
