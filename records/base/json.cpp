// JSON by nlohmann-json's SAX interface: its tree would recurse as deep as a hostile document likes.
#include "records/base/json.h"

#include <nlohmann/json.hpp>

namespace lianxin {
namespace {

using Library = nlohmann::json;
constexpr std::size_t deepest = 32;

/// Builds a Value bottom-up on a stack of open containers.
class Builder final : public nlohmann::json_sax<Library> {
  public:
    bool null() override { return put({}); }
    bool boolean(bool flag) override { return put(flag); }
    bool number_integer(number_integer_t number) override { return put(static_cast<std::int64_t>(number)); }
    bool number_unsigned(number_unsigned_t number) override {
        if (number > static_cast<number_unsigned_t>(INT64_MAX)) return fail("a number is out of range");
        return put(static_cast<std::int64_t>(number));
    }
    bool number_float(number_float_t number, const string_t&) override { return put(number); }
    bool string(string_t& text) override { return put(std::move(text)); }
    bool binary(binary_t&) override { return fail("binary data"); }
    bool start_object(std::size_t) override { return open(Value::Map{}); }
    bool start_array(std::size_t) override { return open(Value::Array{}); }
    bool key(string_t& text) override {
        if (open_.back().value.find(text)) return fail("the key \"" + text + "\" stands twice");
        open_.back().key = std::move(text);
        return true;
    }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool parse_error(std::size_t at, const std::string&, const nlohmann::detail::exception&) override {
        return fail("not JSON at byte " + std::to_string(at));
    }

    Value result;
    std::string problem;

  private:
    struct Open {
        Value value;
        std::string key;
    };

    bool fail(std::string why) {
        if (problem.empty()) problem = std::move(why);
        return false;
    }
    bool open(Value container) {
        if (open_.size() == deepest) return fail("nested too deep");
        open_.push_back({std::move(container), {}});
        return true;
    }
    bool close() {
        Value done = std::move(open_.back().value);
        open_.pop_back();
        return put(std::move(done));
    }
    bool put(Value value) {
        if (open_.empty()) {
            result = std::move(value);
        } else if (auto* array = open_.back().value.array()) {
            array->push_back(std::move(value));
        } else {
            open_.back().value.map()->emplace_back(std::move(open_.back().key), std::move(value));
        }
        return true;
    }

    std::vector<Open> open_;
};

void write(std::string& out, const Value& value, Layout layout, std::size_t depth);

void new_line(std::string& out, Layout layout, std::size_t depth) {
    if (layout == Layout::Indented) out += "\n" + std::string(depth * 2, ' ');
}

void write_text(std::string& out, std::string_view text) {
    // Replacing broken bytes rather than throwing: a log line or answer must always come out.
    out += Library(std::string(text)).dump(-1, ' ', false, Library::error_handler_t::replace);
}

template <class Entries, class Write>
void write_container(std::string& out, const Entries& entries, const char* brackets, Layout layout, std::size_t depth, Write write_entry) {
    out += brackets[0];
    bool first = true;
    for (const auto& entry : entries) {
        if (!std::exchange(first, false)) out += ',';
        new_line(out, layout, depth + 1);
        write_entry(entry);
    }
    if (!first) new_line(out, layout, depth);
    out += brackets[1];
}

void write(std::string& out, const Value& value, Layout layout, std::size_t depth) {
    if (const auto* flag = value.flag()) {
        out += *flag ? "true" : "false";
    } else if (const auto* number = value.integer()) {
        out += std::to_string(*number);
    } else if (const auto* real = value.real()) {
        out += Library(*real).dump();
    } else if (const auto* text = value.text()) {
        write_text(out, *text);
    } else if (const auto* bytes = value.bytes()) {
        write_text(out, to_base64(*bytes));
    } else if (const auto* array = value.array()) {
        write_container(out, *array, "[]", layout, depth, [&](const Value& entry) { write(out, entry, layout, depth + 1); });
    } else if (const auto* map = value.map()) {
        write_container(out, *map, "{}", layout, depth, [&](const auto& entry) {
            write_text(out, entry.first);
            out += layout == Layout::Indented ? ": " : ":";
            write(out, entry.second, layout, depth + 1);
        });
    } else {
        out += "null";
    }
}

} // namespace

Result<Value> parse_json(std::string_view text) {
    Builder builder;
    const bool whole = Library::sax_parse(text.begin(), text.end(), &builder);
    if (!whole) return Error{ErrorCode::Invalid, builder.problem, {}};
    return std::move(builder.result);
}

std::string to_json(const Value& value, Layout layout) {
    std::string out;
    write(out, value, layout, 0);
    return out;
}

} // namespace lianxin
