// TOML by toml++.
#include "records/base/toml.h"

#include <sstream>
#include <toml++/toml.h>

namespace lianxin {
namespace {

template <class Node> std::string spelled(const Node& node) {
    std::ostringstream out;
    out << node;
    return out.str();
}

Value converted(const toml::node& node) {
    if (const auto* table = node.as_table()) {
        Value::Map map;
        for (const auto& [key, entry] : *table) map.emplace_back(std::string(key.str()), converted(entry));
        return map;
    }
    if (const auto* list = node.as_array()) {
        Value::Array array;
        for (const auto& entry : *list) array.push_back(converted(entry));
        return array;
    }
    if (const auto* text = node.as_string()) return Value(text->get());
    if (const auto* number = node.as_integer()) return Value(number->get());
    if (const auto* real = node.as_floating_point()) return Value(real->get());
    if (const auto* flag = node.as_boolean()) return Value(flag->get());
    if (const auto* date = node.as_date()) return Value(spelled(date->get()));
    if (const auto* time = node.as_time()) return Value(spelled(time->get()));
    if (const auto* moment = node.as_date_time()) return Value(spelled(moment->get()));
    return {};
}

} // namespace

Result<Value> parse_toml(std::string_view text) {
    try {
        return converted(toml::parse(text));
    } catch (const toml::parse_error& error) {
        const auto& begin = error.source().begin;
        return Error{ErrorCode::Invalid,
                     "line " + std::to_string(begin.line) + ", column " + std::to_string(begin.column) + ": " + std::string(error.description()),
                     {}};
    }
}

} // namespace lianxin
