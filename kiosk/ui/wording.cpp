// Flattens the wording file into keys and sentences.
#include "kiosk/ui/wording.h"

#include "records/base/log.h"
#include "records/base/text.h"
#include "records/base/toml.h"

namespace lianxin {

namespace {

constexpr std::size_t largest_file = 256 * 1024;

void flatten(const Value& value, const std::string& prefix, std::map<std::string, std::string, std::less<>>& into) {
    if (const std::string* text = value.text()) into[prefix] = *text;
    if (const Value::Map* map = value.map())
        for (const auto& [key, inner] : *map) flatten(inner, prefix.empty() ? key : prefix + "." + key, into);
}

} // namespace

Result<Wording> Wording::read(const Path& file) {
    const auto text = read_text(file, largest_file);
    if (!text) return text.error().in("reading the wording");
    auto wording = parse(*text);
    if (!wording) return std::move(wording).error().in("reading " + file.string());
    return wording;
}

Result<Wording> Wording::parse(std::string_view toml) {
    const auto tree = parse_toml(toml);
    if (!tree) return tree.error();
    Wording wording;
    flatten(*tree, "", wording.texts_);
    return wording;
}

std::string_view Wording::operator()(std::string_view key) const {
    const auto found = texts_.find(key);
    if (found != texts_.end()) return found->second;
    log(Priority::Warning, "no wording for " + std::string(key));
    return texts_.emplace(std::string(key), std::string(key)).first->second;
}

std::string Wording::fill(std::string_view key,
                          std::initializer_list<std::pair<std::string_view, std::string_view>> parts) const {
    std::string text((*this)(key));
    for (const auto& [name, with] : parts) text = replaced(std::move(text), "{" + std::string(name) + "}", with);
    return text;
}

} // namespace lianxin
