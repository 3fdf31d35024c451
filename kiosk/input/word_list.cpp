// Writes the words of an edition as a dictionary.
#include "kiosk/input/word_list.h"

#include "records/base/text.h"

#include <charconv>
#include <map>
#include <optional>
#include <set>

namespace lianxin {
namespace {

// How often words are met, on the scale of the large dictionary: 的 has 4 million, 石桥 two thousand.
constexpr std::string_view foremost = "3000000", usual = "3000", never = "0";
constexpr std::string_view no_word = "·"; // stands for a syllable that has no character of its own

/// What is needed of the large dictionary.
struct Large {
    struct Reading {
        std::string syllable;
        double share = -1; ///< how often the character is read like that, in percent
    };
    std::set<std::string, std::less<>> syllables;
    std::map<std::string, Reading, std::less<>> readings; ///< the usual one of each character

    void add(std::string_view text, std::string_view code, std::string_view weight) {
        const auto parts = split(code, ' ');
        for (const auto part : parts) syllables.emplace(part);
        if (parts.size() != 1) return;
        double share = 100;
        if (weight.size() > 1 && weight.back() == '%') std::from_chars(weight.data(), weight.data() + weight.size(), share);
        Reading& known = readings[std::string(text)];
        if (share > known.share) known = {std::string(code), share};
    }
};

Large read_large(std::string_view text) {
    Large large;
    // The head ends with a line of three dots.
    const auto head = text.find("\n...\n");
    for (const auto line : split(text.substr(head == text.npos ? text.size() : head + 5), '\n')) {
        const auto columns = split(line, '\t');
        if (columns.size() < 2 || columns[0].empty() || columns[1].empty() || columns[0].front() == '#') continue;
        large.add(columns[0], columns[1], columns.size() > 2 ? columns[2] : std::string_view());
    }
    return large;
}

std::optional<std::string> read_aloud(const Large& large, std::string_view word) {
    std::string pinyin;
    for (std::size_t at = 0; at < word.size();) {
        const std::size_t length = code_point_at(word, at).length;
        const auto reading = large.readings.find(word.substr(at, length));
        if (reading == large.readings.end()) return std::nullopt;
        pinyin += (pinyin.empty() ? "" : " ") + reading->second.syllable;
        at += length;
    }
    return pinyin;
}

std::optional<std::string> spelling(const Large& large, const LocalWord& word) {
    if (word.pinyin.empty()) return read_aloud(large, word.text);
    std::string pinyin = replaced(folded(word.pinyin), "ü", "v");
    const auto syllables = split(pinyin, ' ');
    if (syllables.size() != count_characters(word.text)) return std::nullopt;
    for (const auto syllable : syllables)
        if (!large.syllables.contains(syllable)) return std::nullopt;
    return pinyin;
}

void add_line(std::string& out, std::string_view text, std::string_view code, std::string_view weight) {
    for (const auto column : {text, code}) out.append(column) += '\t';
    out.append(weight) += '\n';
}

} // namespace

std::string word_list(const std::vector<LocalWord>& words, std::string_view large_text) {
    const Large large = read_large(large_text);
    std::map<std::string, std::string, std::less<>> spoken; // a character of each syllable
    for (const auto& [character, reading] : large.readings) spoken.emplace(reading.syllable, character);
    std::string out = "---\nname: lianxin_places\nversion: \"1\"\nsort: by_weight\n...\n\n";
    for (const auto& syllable : large.syllables) {
        const auto found = spoken.find(syllable);
        add_line(out, found == spoken.end() ? no_word : std::string_view(found->second), syllable, never);
    }
    for (const auto& word : words)
        if (const auto pinyin = spelling(large, word); pinyin && !word.text.empty())
            add_line(out, word.text, *pinyin, word.standing == LocalWord::Standing::Foremost ? foremost : usual);
    return out;
}

} // namespace lianxin
