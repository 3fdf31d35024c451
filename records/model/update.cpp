// Updates as CBOR maps.
#include "records/model/update.h"

#include "records/model/map_reader.h"

namespace lianxin {
namespace {

constexpr std::int64_t version = 1;

} // namespace

Value to_value(const Update& update) {
    Value value = Value::Map{{"v", version},
                             {"record", update.record.bytes},
                             {"n", update.number},
                             {"case", update.case_number},
                             {"state", std::string(name_of(update.state))},
                             {"at", static_cast<std::int64_t>(update.at.time_since_epoch().count())},
                             {"office", update.office},
                             {"text", update.text},
                             {"clock", update.clock_sentence},
                             {"article", update.article},
                             {"service", update.service_title},
                             {"handed_in", static_cast<std::int64_t>(update.handed_in.time_since_epoch().count())}};
    if (update.due) value.set("due", iso_day(*update.due));
    return value;
}

Result<Update> update_from(const Value& value) {
    if (value.integer_or("v", version) != version)
        return Error{ErrorCode::Unsupported, "an update of version " + std::to_string(value.integer_or("v", 0)), {}};
    MapReader map(value);
    map.integer("v", version, version);
    Update update;
    update.record = map.uuid("record");
    update.number = static_cast<std::uint64_t>(map.integer("n", 1, INT64_MAX));
    update.case_number = map.text("case");
    const auto state = map.text("state");
    update.at = map.time("at");
    update.office = map.text("office");
    update.text = map.text("text");
    if (map.has("due")) update.due = map.day("due");
    update.clock_sentence = map.text("clock");
    update.article = map.text("article");
    update.service_title = map.text("service");
    update.handed_in = map.time("handed_in");
    if (auto fine = map.finish(); !fine) return std::move(fine).error().in("reading an update");
    const auto known = case_state(state);
    if (!known) return Error{ErrorCode::Unsupported, "an update with the state \"" + state.substr(0, 40) + "\"", {}};
    update.state = *known;
    return update;
}

} // namespace lianxin
