// Finding things in a tree of data.
#include "records/base/value.h"

#include <algorithm>

namespace lianxin {
namespace {

Error missing(std::string_view key, std::string_view type) {
    return {ErrorCode::Invalid, "\"" + std::string(key) + "\" is missing or not " + std::string(type), {}};
}

} // namespace

const Value* Value::find(std::string_view key) const {
    const auto* entries = map();
    if (!entries) return nullptr;
    const auto entry = std::find_if(entries->begin(), entries->end(), [&](const auto& pair) { return pair.first == key; });
    return entry == entries->end() ? nullptr : &entry->second;
}

void Value::set(std::string key, Value value) {
    if (is_null()) data_ = Map{};
    auto& entries = std::get<Map>(data_);
    const auto entry = std::find_if(entries.begin(), entries.end(), [&](const auto& pair) { return pair.first == key; });
    if (entry != entries.end())
        entry->second = std::move(value);
    else
        entries.emplace_back(std::move(key), std::move(value));
}

Result<std::string> Value::text_at(std::string_view key) const {
    const Value* entry = find(key);
    if (!entry || !entry->text()) return missing(key, "text");
    return *entry->text();
}

Result<std::int64_t> Value::integer_at(std::string_view key) const {
    const Value* entry = find(key);
    if (!entry || !entry->integer()) return missing(key, "a whole number");
    return *entry->integer();
}

Result<bool> Value::flag_at(std::string_view key) const {
    const Value* entry = find(key);
    if (!entry || !entry->flag()) return missing(key, "true or false");
    return *entry->flag();
}

Result<Bytes> Value::bytes_at(std::string_view key) const {
    const Value* entry = find(key);
    if (!entry || !entry->bytes()) return missing(key, "bytes");
    return *entry->bytes();
}

Result<Value::Array> Value::array_at(std::string_view key) const {
    const Value* entry = find(key);
    if (!entry || !entry->array()) return missing(key, "a list");
    return *entry->array();
}

std::string Value::text_or(std::string_view key, std::string_view other) const {
    const Value* entry = find(key);
    return entry && entry->text() ? *entry->text() : std::string(other);
}

std::int64_t Value::integer_or(std::string_view key, std::int64_t other) const {
    const Value* entry = find(key);
    return entry && entry->integer() ? *entry->integer() : other;
}

bool Value::flag_or(std::string_view key, bool other) const {
    const Value* entry = find(key);
    return entry && entry->flag() ? *entry->flag() : other;
}

} // namespace lianxin
