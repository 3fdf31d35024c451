// Folds syllables to sounds, and looks characters and letters up in them.
#include "records/store/sounds.h"

#include "records/base/text.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace lianxin {
namespace {

constexpr std::size_t longest_syllable = 6; // "zhuang"

std::string without_differences(std::string_view syllable) {
    std::string sound(syllable);
    if (sound.size() > 2 && sound[1] == 'h' && (sound[0] == 'z' || sound[0] == 'c' || sound[0] == 's')) sound.erase(1, 1);
    if (sound[0] == 'n' && sound.size() > 1) sound[0] = 'l';
    const bool ends_in_ng = sound.size() > 3 && sound.ends_with("ng");
    if (ends_in_ng && !sound.ends_with("ong")) sound.pop_back();
    return sound;
}

struct Table {
    std::unordered_map<char32_t, std::vector<Syllable>> characters;
    std::map<std::string, Syllable, std::less<>> syllables;
};

Table make_table() {
    Table table;
    std::map<std::string, Syllable> numbers;
    for (const auto& [syllable, characters] : syllables()) {
        const Syllable sound = numbers.emplace(without_differences(syllable), static_cast<Syllable>(numbers.size())).first->second;
        table.syllables.emplace(syllable, sound);
        for (const char32_t character : to_code_points(characters)) {
            auto& sounds = table.characters[character];
            if (std::find(sounds.begin(), sounds.end(), sound) == sounds.end()) sounds.push_back(sound);
        }
    }
    return table;
}

const Table& table() {
    static const Table made = make_table();
    return made;
}

void cut(std::string_view letters, std::size_t most, std::vector<Syllable>& begun, std::vector<std::vector<Syllable>>& found) {
    if (letters.empty()) return found.push_back(begun);
    for (std::size_t length = std::min(longest_syllable, letters.size()); length > 0 && found.size() < most; --length) {
        const auto syllable = table().syllables.find(letters.substr(0, length));
        if (syllable == table().syllables.end()) continue;
        begun.push_back(syllable->second);
        cut(letters.substr(length), most, begun, found);
        begun.pop_back();
    }
}

} // namespace

const std::vector<Syllable>& sounds_of(char32_t character) {
    static const std::vector<Syllable> none;
    const auto found = table().characters.find(character);
    return found == table().characters.end() ? none : found->second;
}

std::vector<std::vector<Syllable>> sounds_in(std::string_view letters, std::size_t most) {
    std::vector<std::vector<Syllable>> found;
    std::vector<Syllable> begun;
    constexpr std::size_t longest = 24; // what cannot be cut costs tries that grow with the length
    if (letters.size() <= longest) cut(letters, most, begun, found);
    return found;
}

} // namespace lianxin
