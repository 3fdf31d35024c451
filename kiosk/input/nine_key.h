// Syllables behind the nine keys of a telephone: what a run of digits may spell.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lianxin {

/// The digit whose key bears a letter a–z.
char key_of(char letter);
/// "96636" for "women".
std::string keys_of(std::string_view letters);

/// What the first of these digits may spell: whole syllables, longest first, then single letters. At most `most`.
std::vector<std::string> readings_of(std::string_view digits, std::size_t most);

} // namespace lianxin
