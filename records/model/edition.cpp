// The facts of an edition as a map.
#include "records/model/edition.h"

namespace lianxin {
namespace {

Result<TimePoint> time_at(const Value& value, std::string_view key) {
    auto text = value.text_at(key);
    if (!text) return std::move(text).error();
    auto moment = parse_iso_time(*text);
    if (!moment) return Error{ErrorCode::Invalid, "\"" + std::string(key) + "\" is not a moment of UTC", {}};
    return moment;
}

} // namespace

Value to_value(const EditionInfo& info) {
    return Value::Map{{"number", info.number},
                      {"county", info.county},
                      {"county_name", info.county_name},
                      {"title", info.title},
                      {"publisher", info.publisher},
                      {"made", iso_time(info.made)},
                      {"not_before", iso_time(info.not_before)},
                      {"expires", iso_time(info.expires)}};
}

Result<EditionInfo> edition_info_from(const Value& value) {
    EditionInfo info;
    auto number = value.integer_at("number");
    if (!number) return std::move(number).error();
    if (*number < 1) return Error{ErrorCode::Invalid, "\"number\" must be at least 1", {}};
    info.number = static_cast<std::uint64_t>(*number);
    for (const auto& [key, target] :
         std::initializer_list<std::pair<const char*, std::string*>>{{"county", &info.county},
                                                                     {"county_name", &info.county_name},
                                                                     {"title", &info.title},
                                                                     {"publisher", &info.publisher}}) {
        auto text = value.text_at(key);
        if (!text) return std::move(text).error();
        *target = std::move(*text);
    }
    for (const auto& [key, target] : std::initializer_list<std::pair<const char*, TimePoint*>>{
             {"made", &info.made}, {"not_before", &info.not_before}, {"expires", &info.expires}}) {
        auto moment = time_at(value, key);
        if (!moment) return std::move(moment).error();
        *target = *moment;
    }
    return info;
}

} // namespace lianxin
