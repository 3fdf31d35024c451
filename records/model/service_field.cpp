// What a field of a form may say, by its type.
#include "records/model/service_field.h"

#include "records/model/date_bound.h"

#include <algorithm>
#include <map>

namespace lianxin {
namespace {

bool is_field_name(std::string_view text) {
    return !text.empty() && text.size() <= 40 && text[0] >= 'a' && text[0] <= 'z' &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

bool is_choice_value(std::string_view text) {
    return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

std::optional<FieldType> field_type(std::string_view name) {
    static const std::map<std::string_view, FieldType> types = {
        {"text", FieldType::Text},         {"long_text", FieldType::LongText}, {"choice", FieldType::Choice},
        {"many", FieldType::Many},         {"date", FieldType::Date},          {"number", FieldType::Number},
        {"phone", FieldType::Phone},       {"id_number", FieldType::IdNumber}, {"division", FieldType::Division},
        {"identity", FieldType::Identity}, {"statement", FieldType::Statement}};
    const auto found = types.find(name);
    return found == types.end() ? std::nullopt : std::optional(found->second);
}

void read_lengths(StrictTable& table, Field& field) {
    constexpr std::int64_t longest = 10000;
    field.min_length = static_cast<std::size_t>(table.integer("min_length", 0, 0, longest));
    field.max_length = static_cast<std::size_t>(table.integer("max_length", 1000, 1, longest));
    if (field.min_length > field.max_length) table.complain("min_length", "is larger than \"max_length\"");
}

void read_choices(StrictTable& table, Field& field, Problems& problems, const std::string& where) {
    for (const auto& entry : table.tables("options")) {
        StrictTable option(entry, where, problems);
        field.options.push_back({option.required_text("value"), option.required_text("label")});
        option.finish();
    }
}

void read_identities(StrictTable& table, Field& field) {
    for (auto& value : table.texts("options")) {
        if (value != "real" && value != "confidential" && value != "anonymous")
            table.complain("options", "may hold \"real\", \"confidential\" and \"anonymous\"");
        field.options.push_back({std::move(value), ""});
    }
}

void check_options(StrictTable& table, const Field& field) {
    if (field.options.empty()) table.complain("options", "must be given");
    if (field.options.size() > 100) table.complain("options", "may be at most 100");
    std::set<std::string_view> seen;
    for (const auto& option : field.options) {
        if (!is_choice_value(option.value))
            table.complain("options", "must have values of small letters, digits, \"_\" and \"-\"");
        if (!seen.insert(option.value).second)
            table.complain("options", "hold the value \"" + option.value + "\" twice");
    }
}

void read_number(StrictTable& table, Field& field) {
    constexpr std::int64_t largest = 999'999'999'999;
    if (table.has("minimum")) field.minimum = table.integer("minimum", 0, -largest, largest);
    if (table.has("maximum")) field.maximum = table.integer("maximum", 0, -largest, largest);
    if (field.minimum && field.maximum && *field.minimum > *field.maximum)
        table.complain("minimum", "is larger than \"maximum\"");
    field.unit = table.text("unit");
}

void read_dates(StrictTable& table, Field& field) {
    field.earliest = table.text("earliest");
    field.latest = table.text("latest");
    for (const auto& [key, bound] : {std::pair("earliest", &field.earliest), std::pair("latest", &field.latest)})
        if (!bound->empty() && !day_of_bound(*bound, Day{}))
            table.complain(key, "must be a day like \"2026-03-01\", \"today\", \"today-30\" or \"today+30\"");
}

void read_type(StrictTable& table, Field& field, Problems& problems, const std::string& where) {
    switch (field.type) {
    case FieldType::LongText: field.memo = table.flag("memo", true); return read_lengths(table, field);
    case FieldType::Text: return read_lengths(table, field);
    case FieldType::Choice:
    case FieldType::Many: read_choices(table, field, problems, where); return check_options(table, field);
    case FieldType::Identity: read_identities(table, field); return check_options(table, field);
    case FieldType::Date: return read_dates(table, field);
    case FieldType::Number: return read_number(table, field);
    case FieldType::Division:
        field.level = table.text("level", "village");
        if (field.level != "village" && field.level != "township")
            table.complain("level", "must be \"township\" or \"village\"");
        return;
    case FieldType::Phone:
    case FieldType::IdNumber:
    case FieldType::Statement: return;
    }
}

void read_condition(StrictTable& table, Field& field, const std::vector<Field>& earlier, Problems& problems,
                    const std::string& where) {
    const Value* entry = table.raw("when");
    if (!entry) return;
    if (!entry->map()) return table.complain("when", "must be a table like { field = \"identity\", is = [\"real\"] }");
    StrictTable when(*entry, where + "\"when\": ", problems);
    Condition condition{when.required_text("field"), when.texts("is")};
    when.finish();
    const auto target =
        std::find_if(earlier.begin(), earlier.end(), [&](const Field& other) { return other.name == condition.field; });
    if (target == earlier.end() || target->options.empty())
        return table.complain("when", "must name a field with options that stands before this one, not \"" +
                                          condition.field + "\"");
    if (condition.is.empty()) table.complain("when", "needs at least one value in \"is\"");
    for (const auto& value : condition.is)
        if (std::none_of(target->options.begin(), target->options.end(),
                         [&](const Choice& option) { return option.value == value; }))
            table.complain("when", "names \"" + value + "\", which \"" + condition.field + "\" does not offer");
    field.when = std::move(condition);
}

} // namespace

Field read_field(const Value& value, const std::vector<Field>& earlier, Problems& problems) {
    const std::string where = "field \"" + value.text_or("name", "?") + "\": ";
    StrictTable table(value, where, problems);
    Field field;
    field.name = table.required_text("name");
    if (!is_field_name(field.name))
        table.complain("name", "must begin with a small letter and hold small letters, digits and \"_\"");
    if (std::any_of(earlier.begin(), earlier.end(), [&](const Field& other) { return other.name == field.name; }))
        table.complain("name", "stands twice");
    const auto type = field_type(table.required_text("type"));
    if (!type)
        table.complain(
            "type",
            "must be text, long_text, choice, many, date, number, phone, id_number, division, identity or statement");
    field.type = type.value_or(FieldType::Text);
    field.label = table.required_text("label");
    field.hint = table.text("hint");
    field.spoken = table.text("spoken");
    field.message = table.text("message");
    field.required = table.flag("required", false);
    if (type) read_type(table, field, problems, where);
    read_condition(table, field, earlier, problems, where);
    if (type) table.finish();
    return field;
}

} // namespace lianxin
