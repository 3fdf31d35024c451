// Words of the installed edition, as a dictionary that librime can compile: names of places and offices that no general
// dictionary knows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lianxin {

struct LocalWord {
    enum class Standing { Foremost, Usual }; ///< Foremost: before every word of the large dictionary that is spelled alike

    std::string text;
    std::string pinyin; ///< "qing xi zhen", one syllable a character; empty: as the large dictionary reads its characters
    Standing standing = Standing::Foremost;
    bool operator==(const LocalWord&) const = default;
};

/// The text of a dictionary named lianxin_places. `large` is the text of the large dictionary in librime's format; ours has the same
/// syllables as that one, so that both can be looked up with the same spellings. Words with a character or syllable that it does
/// not know are left out.
std::string word_list(const std::vector<LocalWord>& words, std::string_view large);

} // namespace lianxin
