// Reading tables without letting a slip of the pen pass.
#include "records/model/strict_table.h"

#include "records/base/text.h"

#include <algorithm>

namespace lianxin {
namespace {

bool is_blank(std::string_view text) {
    return trimmed(text).empty();
}

} // namespace

Result<void> as_result(const Problems& problems) {
    if (problems.empty()) return {};
    std::string all;
    for (const auto& problem : problems) all += (all.empty() ? "" : "\n") + problem;
    return Error{ErrorCode::Invalid, std::move(all), {}};
}

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

StrictTable::StrictTable(const Value& value, std::string where, Problems& problems)
    : value_(value), where_(std::move(where)), problems_(problems) {}

const Value* StrictTable::find(std::string_view key) {
    known_.emplace(key);
    return value_.find(key);
}

void StrictTable::complain(std::string_view key, std::string_view why) {
    problems_.push_back(where_ + "\"" + std::string(key) + "\" " + std::string(why));
}

std::string StrictTable::required_text(std::string_view key) {
    const bool there = has(key);
    std::string found = text(key);
    if (!there || (is_blank(found) && value_.find(key)->text())) complain(key, "must be given");
    return found;
}

std::string StrictTable::text(std::string_view key, std::string_view other) {
    const Value* entry = find(key);
    if (!entry) return std::string(other);
    if (entry->text()) return *entry->text();
    complain(key, "must be text in quotation marks");
    return std::string(other);
}

std::string StrictTable::required_name(std::string_view key) {
    if (!has(key)) complain(key, "must be given");
    return name(key);
}

std::string StrictTable::name(std::string_view key) {
    const Value* entry = find(key);
    if (!entry) return {};
    if (entry->text() && is_name(*entry->text())) return *entry->text();
    complain(key, "must be a name of small letters, digits and hyphens");
    return {};
}

std::int64_t StrictTable::required_integer(std::string_view key, std::int64_t least, std::int64_t most) {
    if (!has(key)) complain(key, "must be given");
    return integer(key, least, least, most);
}

std::int64_t StrictTable::integer(std::string_view key, std::int64_t other, std::int64_t least, std::int64_t most) {
    const Value* entry = find(key);
    if (!entry) return other;
    if (entry->integer() && *entry->integer() >= least && *entry->integer() <= most) return *entry->integer();
    complain(key, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return other;
}

bool StrictTable::flag(std::string_view key, bool other) {
    const Value* entry = find(key);
    if (!entry) return other;
    if (entry->flag()) return *entry->flag();
    complain(key, "must be true or false");
    return other;
}

Day StrictTable::required_day(std::string_view key) {
    if (!has(key)) complain(key, "must be given, like 2026-03-01");
    return day(key).value_or(Day{});
}

std::optional<Day> StrictTable::day(std::string_view key) {
    const Value* entry = find(key);
    if (!entry) return std::nullopt;
    const auto parsed = entry->text() ? parse_iso_day(*entry->text()) : Error{};
    if (parsed) return *parsed;
    complain(key, "must be a date like 2026-03-01");
    return std::nullopt;
}

std::vector<std::string> StrictTable::texts(std::string_view key) {
    const Value* entry = find(key);
    if (!entry) return {};
    std::vector<std::string> found;
    const auto* list = entry->array();
    for (const auto& item : list ? *list : Value::Array{})
        if (item.text() && !is_blank(*item.text())) found.push_back(*item.text());
    if (!list || found.size() != list->size()) complain(key, "must be a list of texts like [\"one\", \"two\"]");
    return found;
}

const Value::Array& StrictTable::tables(std::string_view key) {
    static const Value::Array none;
    const Value* entry = find(key);
    if (!entry) return none;
    const auto* list = entry->array();
    if (list && std::all_of(list->begin(), list->end(), [](const Value& item) { return item.map(); })) return *list;
    complain(key, "must be a list of tables");
    return none;
}

const Value* StrictTable::raw(std::string_view key) {
    return find(key);
}

void StrictTable::finish() {
    const auto* entries = value_.map();
    if (!entries) return;
    for (const auto& entry : *entries)
        if (known_.find(entry.first) == known_.end())
            complain(entry.first, "is not a key used here; check its spelling");
}

} // namespace lianxin
