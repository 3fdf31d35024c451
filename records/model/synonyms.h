// Words that mean the same, so that a search for one finds the others: 低保 and 最低生活保障.
#pragma once

#include "records/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace lianxin {

constexpr std::size_t longest_synonym = 12; ///< characters

/// Groups of at least two folded words, from the columns "word" and "also": each row says that two words mean the same,
/// and rows that share a word belong together. Errors: Invalid, naming the row's word.
Result<std::vector<std::vector<std::string>>> parse_synonyms(std::string_view csv);

} // namespace lianxin
