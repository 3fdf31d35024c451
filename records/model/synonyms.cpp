// Reading the table of synonyms.
#include "records/model/synonyms.h"

#include "records/base/text.h"
#include "records/model/csv_columns.h"

#include <algorithm>

namespace lianxin {
namespace {

using Groups = std::vector<std::vector<std::string>>;

bool is_word(std::string_view word) {
    const std::size_t length = count_characters(word);
    return length >= 2 && length <= longest_synonym && word.find(' ') == word.npos;
}

Groups::iterator group_with(Groups& groups, const std::string& word) {
    return std::find_if(groups.begin(), groups.end(),
                        [&](const auto& group) { return std::find(group.begin(), group.end(), word) != group.end(); });
}

void join(Groups& groups, const std::string& one, const std::string& other) {
    const auto first = group_with(groups, one), second = group_with(groups, other);
    if (first == groups.end() && second == groups.end()) return groups.push_back({one, other});
    if (first == groups.end()) return second->push_back(one);
    if (second == groups.end()) return first->push_back(other);
    if (first == second) return;
    first->insert(first->end(), second->begin(), second->end());
    groups.erase(second);
}

} // namespace

Result<Groups> parse_synonyms(std::string_view csv) {
    Problems problems;
    auto rows = read_columns(csv, {"word", "also"}, problems);
    if (!rows) return std::move(rows).error();
    Groups groups;
    for (auto& row : *rows) {
        const std::string word = folded(row["word"]), also = folded(row["also"]);
        if (!is_word(word) || !is_word(also) || word == also)
            problems.push_back("word \"" + row["word"] + "\": both columns need a word of 2 to 12 characters without blanks, and they must differ");
        else
            join(groups, word, also);
    }
    if (auto fine = as_result(problems); !fine) return std::move(fine).error();
    return groups;
}

} // namespace lianxin
