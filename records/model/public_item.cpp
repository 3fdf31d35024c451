// Public matters as CBOR maps.
#include "records/model/public_item.h"

#include "records/base/text.h"
#include "records/model/alert.h"
#include "records/model/board_entry.h"
#include "records/model/calendar.h"
#include "records/model/map_reader.h"
#include "records/model/roster.h"
#include "records/model/strict_table.h"
#include "records/model/survey.h"

namespace lianxin {
namespace {

constexpr std::int64_t format = 1;

template <class T>
Result<void> outcome(const Result<T>& parsed) {
    return parsed ? Result<void>() : Result<void>(parsed.error());
}

} // namespace

Value to_value(const PublicItem& item) {
    Value value = Value::Map{{"v", format},
                             {"kind", item.kind},
                             {"id", item.id},
                             {"version", item.version},
                             {"made", static_cast<std::int64_t>(item.made.time_since_epoch().count())}};
    if (item.is_withdrawn()) value.set("withdrawn", item.withdrawn);
    else value.set("content", item.content);
    return value;
}

Result<PublicItem> public_item_from(const Value& value) {
    if (value.integer_or("v", format) != format)
        return Error{ErrorCode::Unsupported, "a public item of version " + std::to_string(value.integer_or("v", 0)), {}};
    MapReader map(value);
    map.integer("v", format, format);
    PublicItem item;
    item.kind = map.text("kind");
    item.id = map.text("id");
    item.version = static_cast<std::uint64_t>(map.integer("version", 1, INT64_MAX));
    item.made = map.time("made");
    if (map.has("withdrawn")) item.withdrawn = map.text("withdrawn");
    else item.content = map.text("content");
    const bool empty_reason = map.has("withdrawn") && item.withdrawn.empty();
    if (!is_name(item.kind)) map.fail("kind");
    if (!is_name(item.id)) map.fail("id");
    if (item.content.size() > largest_item_content) map.fail("content");
    if (empty_reason || item.withdrawn.size() > largest_item_content) map.fail("withdrawn");
    if (auto fine = map.finish(); !fine) return std::move(fine).error().in("reading a public item");
    return item;
}

Result<void> check_content(const PublicItem& item) {
    if (item.is_withdrawn()) return {};
    if (item.content.size() > largest_item_content) return Error{ErrorCode::Invalid, "the content is larger than 64 KiB", {}};
    if (!is_utf8(item.content)) return Error{ErrorCode::Invalid, "the content is not UTF-8; save it as UTF-8", {}};
    if (item.kind == item_kind::holidays) {
        Calendar calendar;
        return calendar.add(item.content);
    }
    if (item.kind == item_kind::board) return outcome(parse_board_entry(item.content));
    if (item.kind == item_kind::survey) return outcome(parse_survey(item.content));
    if (item.kind == item_kind::alert) return outcome(parse_alert(item.content));
    if (item.kind == item_kind::roster) return outcome(parse_roster(item.content));
    return Error{ErrorCode::Unsupported, "'" + item.kind + "' is no kind of public item: board, survey, holidays, alert or roster", {}};
}

} // namespace lianxin
