// Administrative divisions by their statistical code: county, township, village.
#pragma once

#include "records/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace lianxin {

enum class DivisionLevel { County, Township, Village };

struct Division {
    std::string code;   ///< 12 digits: 6 county + 3 township + 3 village
    std::string parent; ///< code of the division it lies in; empty for the county
    std::string name;   ///< "清溪镇"
    std::string pinyin; ///< "qing xi zhen"
    bool operator==(const Division&) const = default;
};

/// The level that a well-formed code of 12 digits stands for. Errors: Invalid.
Result<DivisionLevel> level_of(std::string_view code);

/// Columns code, parent, name, pinyin; codes unique, parents present. Errors: Invalid, with the line's code.
Result<std::vector<Division>> parse_divisions(std::string_view csv);

} // namespace lianxin
