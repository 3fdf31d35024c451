// What characters sound like, so that a word written with others of the same sound is found: 低宝 for 低保. Sounds that many people do
// not tell apart count as one: zh and z, ch and c, sh and s, n and l, ang and an, eng and en, ing and in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lianxin {

using Syllable = std::uint16_t;

/// Syllable without tone → its characters.
const std::vector<std::pair<std::string_view, std::string_view>>& syllables();

/// The sounds of a character, most often one; none for what is no character of GB 2312.
const std::vector<Syllable>& sounds_of(char32_t character);

/// Letters cut into syllables, each given as a sound; every way to cut them, at most `most`, longest syllables first.
std::vector<std::vector<Syllable>> sounds_in(std::string_view letters, std::size_t most);

/// The number under which two characters that follow each other are kept.
inline std::int64_t pair_sound(Syllable first, Syllable second) { return std::int64_t{first} * 1000 + second; }

} // namespace lianxin
