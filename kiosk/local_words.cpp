// Gathers the words of an edition.
#include "kiosk/local_words.h"

#include "records/base/text.h"

#include <algorithm>

namespace lianxin {
namespace {

using Standing = LocalWord::Standing;

/// Syllables at the end of a name that say what kind of place it is: cun, zhen, xiang, xian, she qu.
std::size_t kind_syllables(const std::vector<std::string_view>& syllables) {
    if (syllables.size() >= 2 && syllables[syllables.size() - 2] == "she" && syllables.back() == "qu") return 2;
    const auto& last = syllables.back();
    return last == "cun" || last == "zhen" || last == "xiang" || last == "xian" ? 1 : 0;
}

/// People also leave the kind away: 梨树坪 for 梨树坪村.
void add_place(std::vector<LocalWord>& words, const Division& place) {
    words.push_back({place.name, place.pinyin});
    const auto syllables = split(place.pinyin, ' ');
    const std::size_t kind = kind_syllables(syllables);
    const std::size_t rest = syllables.size() - kind;
    if (kind == 0 || rest < 2 || count_characters(place.name) != syllables.size()) return;
    const auto end = static_cast<std::size_t>(syllables[rest - 1].data() + syllables[rest - 1].size() - place.pinyin.data());
    words.push_back({std::string(first_characters(place.name, rest)), place.pinyin.substr(0, end), rest > 2 ? Standing::Foremost : Standing::Usual});
}

/// Offices are called with and without the county in front.
void add_office(std::vector<LocalWord>& words, const std::string& name, std::string_view county) {
    words.push_back({name, ""});
    if (!county.empty() && name.size() > county.size() && name.compare(0, county.size(), county) == 0) words.push_back({name.substr(county.size()), ""});
}

} // namespace

std::vector<LocalWord> local_words(const Catalogue& catalogue) {
    std::vector<LocalWord> words;
    std::string_view county;
    for (const Division& place : catalogue.divisions) {
        if (place.parent.empty()) county = place.name;
        add_place(words, place);
    }
    for (const Department& office : catalogue.departments) add_office(words, office.name, county);
    for (const Service& service : catalogue.services) words.push_back({service.title, "", Standing::Usual});
    return words;
}

} // namespace lianxin
