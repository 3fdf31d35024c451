// The word as JSON.
#include "records/store/library_word.h"

#include "records/base/json.h"

#include <algorithm>
#include <array>

namespace lianxin {
namespace {

constexpr std::array<std::string_view, 3> names{"loading", "shown", "unreadable"};
constexpr std::size_t largest_word = 4096;

} // namespace

bool is_failing(const LibraryWord& word) {
    constexpr std::uint64_t most_tries = 3;
    return word.how == LibraryWord::How::Unreadable || (word.how == LibraryWord::How::Loading && word.tries >= most_tries);
}

Result<void> write_library_word(const Path& folder, const LibraryWord& word) {
    const Value value = Value::Map{{"how", names.at(static_cast<std::size_t>(word.how))},
                                   {"county", word.county},
                                   {"township", word.township},
                                   {"tries", word.tries},
                                   {"boot", word.boot}};
    return write_file(folder / library_word_file, to_json(value) + "\n", Access::Everyone);
}

Result<LibraryWord> read_library_word(const Path& folder) {
    const auto text = read_text(folder / library_word_file, largest_word);
    if (!text) return text.error();
    const auto value = parse_json(*text);
    const auto number = [&](std::string_view key) { return value ? value->integer_or(key, -1) : -1; };
    const auto name = value ? std::find(names.begin(), names.end(), value->text_or("how", "")) : names.end();
    if (name == names.end() || number("county") < 0 || number("township") < 0 || number("tries") < 0)
        return Error{ErrorCode::Corrupt, "library.json is not what the kiosk writes", {}};
    LibraryWord word;
    word.how = static_cast<LibraryWord::How>(name - names.begin());
    word.county = static_cast<std::uint64_t>(number("county"));
    word.township = static_cast<std::uint64_t>(number("township"));
    word.tries = static_cast<std::uint64_t>(number("tries"));
    word.boot = value->text_or("boot", "");
    return word;
}

} // namespace lianxin
