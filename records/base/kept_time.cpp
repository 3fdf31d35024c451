// Kept times as JSON.
#include "records/base/kept_time.h"

#include "records/base/date.h"
#include "records/base/json.h"

namespace lianxin {
namespace {

constexpr std::size_t largest = 4096;
constexpr std::int64_t longest = std::int64_t{100} * 366 * 24 * 3600 * 1000;

Error corrupt(std::string_view why) { return {ErrorCode::Corrupt, "the kept time: " + std::string(why), {}}; }

Result<KeptTime> kept_time_from(const Value& value) {
    const auto floor = parse_iso_time(value.text_or("floor", ""));
    if (!floor) return corrupt("no floor");
    KeptTime kept{*floor, std::nullopt};
    const std::string county = value.text_or("county", "");
    if (county.empty()) return kept;
    const auto time = parse_iso_time(county);
    const std::int64_t monotonic = value.integer_or("monotonic", -1), width = value.integer_or("width", -1);
    if (!time || monotonic < 0 || monotonic > longest || width < 0 || width > longest) return corrupt("not a time of the county");
    kept.heard = CountyTime{*time, Milliseconds(monotonic), Milliseconds(width), value.text_or("boot", "")};
    return kept;
}

} // namespace

Result<KeptTime> read_kept_time(const Path& file) {
    const auto text = read_text(file, largest);
    if (!text) return text.error();
    const auto value = parse_json(*text);
    if (!value) return corrupt("not JSON");
    return kept_time_from(*value);
}

Result<void> write_kept_time(const Path& file, const KeptTime& kept) {
    Value value = Value::Map{{"floor", iso_time(kept.floor)}, {"county", kept.heard ? Value(iso_time(kept.heard->county)) : Value()}};
    if (kept.heard) {
        value.set("monotonic", static_cast<std::int64_t>(kept.heard->monotonic.count()));
        value.set("width", static_cast<std::int64_t>(kept.heard->width.count()));
        value.set("boot", kept.heard->boot);
    }
    return write_file(file, to_json(value, Layout::Indented) + "\n");
}

} // namespace lianxin
