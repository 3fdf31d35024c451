// Reading configuration.
#include "records/base/config.h"

#include "records/base/text.h"
#include "records/base/toml.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::size_t largest = 64 * 1024;

void list_unknown(const Value::Map& map, const std::string& prefix, const std::set<std::string, std::less<>>& known, std::vector<std::string>& out) {
    for (const auto& [key, entry] : map) {
        const std::string name = prefix + key;
        if (known.count(name)) continue;
        if (const auto* table = entry.map())
            list_unknown(*table, name + ".", known, out);
        else
            out.push_back("\"" + name + "\" is not a key of this program");
    }
}

} // namespace

Result<Config> Config::read(const Path& path) {
    auto text = read_text(path, largest);
    if (!text) return std::move(text).error().in("reading the configuration");
    auto root = parse_toml(*text);
    if (!root) return std::move(root).error().in(path.string());
    Config config;
    config.file_ = path;
    config.root_ = std::move(*root);
    return config;
}

const Value* Config::find(std::string_view key) {
    known_.emplace(key);
    const Value* at = &root_;
    for (auto part : split(key, '.')) {
        at = at->find(part);
        if (!at) return nullptr;
    }
    return at;
}

void Config::complain(std::string_view key, std::string_view why) { problems_.push_back("\"" + std::string(key) + "\" " + std::string(why)); }

std::string Config::text(std::string_view key, std::string_view other) {
    const Value* entry = find(key);
    if (!entry) return std::string(other);
    if (entry->text()) return *entry->text();
    complain(key, "must be text in quotes");
    return std::string(other);
}

std::string Config::choice(std::string_view key, std::string_view other, std::initializer_list<std::string_view> known) {
    std::string chosen = text(key, other);
    if (std::find(known.begin(), known.end(), chosen) != known.end()) return chosen;
    std::string all;
    for (const auto each : known) all += (all.empty() ? "\"" : ", \"") + std::string(each) + "\"";
    complain(key, "must be one of " + all);
    return std::string(other);
}

std::int64_t Config::integer(std::string_view key, std::int64_t other, std::int64_t least, std::int64_t most) {
    const Value* entry = find(key);
    if (!entry) return other;
    if (entry->integer() && *entry->integer() >= least && *entry->integer() <= most) return *entry->integer();
    complain(key, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return other;
}

bool Config::flag(std::string_view key, bool other) {
    const Value* entry = find(key);
    if (!entry) return other;
    if (entry->flag()) return *entry->flag();
    complain(key, "must be true or false");
    return other;
}

std::vector<std::string> Config::texts(std::string_view key, std::vector<std::string> other) {
    const Value* entry = find(key);
    if (!entry) return other;
    std::vector<std::string> out;
    for (const Value& one : entry->array() ? *entry->array() : Value::Array{Value()}) {
        if (one.text())
            out.push_back(*one.text());
        else
            complain(key, "must be a list of texts in quotes");
    }
    return out;
}

Path Config::resolved(const std::string& text) const {
    const Path path(text);
    return path.is_absolute() ? path : (std::filesystem::absolute(file_).parent_path() / path).lexically_normal();
}

Path Config::path(std::string_view key, const Path& other) {
    const std::string spelled = text(key, other.string());
    return spelled.empty() ? Path() : resolved(spelled);
}

std::string Config::required_text(std::string_view key) {
    if (!find(key)) complain(key, "is missing");
    return text(key, "");
}

Path Config::required_path(std::string_view key) { return resolved(required_text(key)); }

Result<void> Config::finish() const {
    std::vector<std::string> all = problems_;
    if (const auto* map = root_.map()) list_unknown(*map, "", known_, all);
    if (all.empty()) return {};
    std::string message = file_.string();
    for (const auto& problem : all) message += (&problem == &all.front() ? ": " : "; ") + problem;
    return Error{ErrorCode::Invalid, message, {}};
}

} // namespace lianxin
