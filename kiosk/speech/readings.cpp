// Reading and asking the table of readings.
#include "kiosk/speech/readings.h"

#include "records/base/text.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::size_t largest_table = 256 * 1024;

bool is_letter(char32_t character) { return (character >= U'a' && character <= U'z') || (character >= U'A' && character <= U'Z'); }
char32_t lower(char32_t character) { return character >= U'A' && character <= U'Z' ? character + (U'a' - U'A') : character; }

/// Letters and a tone from 1 to 5.
bool is_syllable(std::string_view word) {
    if (word.size() < 2 || word.size() > 7 || word.back() < '1' || word.back() > '5') return false;
    return std::all_of(word.begin(), word.end() - 1, [](char letter) { return letter >= 'a' && letter <= 'z'; });
}

/// As many syllables as characters, as far as the word is Chinese.
bool fits(std::u32string_view word, std::string_view pinyin) {
    std::size_t syllables = 0;
    for (const auto syllable : split(pinyin, ' ')) {
        if (!is_syllable(syllable)) return false;
        ++syllables;
    }
    return is_letter(word.front()) || syllables == word.size();
}

} // namespace

Result<Readings> Readings::read(const Path& file) {
    auto text = read_text(file, largest_table);
    if (!text) return std::move(text).error();
    auto readings = parse(*text);
    if (!readings) return std::move(readings).error().in(file.string());
    return readings;
}

Result<Readings> Readings::parse(std::string_view text) {
    Readings readings;
    std::size_t number = 0;
    for (auto line : split(text, '\n')) {
        ++number;
        line = trimmed(line.substr(0, line.find('#')));
        if (line.empty()) continue;
        const auto blank = line.find(' ');
        auto word = to_code_points(line.substr(0, blank));
        const auto pinyin = blank == std::string_view::npos ? std::string_view() : trimmed(line.substr(blank));
        if (!fits(word, pinyin)) return Error{ErrorCode::Invalid, "line " + std::to_string(number) + ": a word and one pinyin syllable with its tone for each character", {}};
        for (auto& character : word) character = lower(character);
        auto& longest = readings.longest_[word.front()];
        longest = std::max(longest, word.size());
        readings.words_.insert_or_assign(std::move(word), std::string(pinyin));
    }
    return readings;
}

Readings::Match Readings::find(std::u32string_view text) const {
    if (text.empty()) return {};
    const auto longest = longest_.find(lower(text.front()));
    if (longest == longest_.end()) return {};
    std::u32string head(text.substr(0, longest->second));
    std::transform(head.begin(), head.end(), head.begin(), lower);
    for (; !head.empty(); head.pop_back()) {
        const auto found = words_.find(head);
        if (found == words_.end()) continue;
        // "APP" is no beginning of "APPLE".
        const bool is_cut = is_letter(head.back()) && head.size() < text.size() && head.size() > 1 && is_letter(text[head.size()]);
        if (!is_cut) return {found->second, head.size()};
    }
    return {};
}

} // namespace lianxin
