// Reading the table of divisions.
#include "records/model/division.h"

#include "records/base/csv.h"
#include "records/model/csv_columns.h"

#include <algorithm>
#include <map>

namespace lianxin {
namespace {

using Levels = std::map<std::string, DivisionLevel, std::less<>>;

/// Code of the division that the well-formed code of a township or village lies in.
std::string parent_of(std::string_view code, DivisionLevel level) {
    const std::size_t kept = level == DivisionLevel::Township ? 6 : 9;
    return std::string(code.substr(0, kept)) + std::string(12 - kept, '0');
}

void check_row(const Division& division, const Levels& levels, Problems& problems) {
    const auto complain = [&](const std::string& why) { problems.push_back("division " + division.code + ": " + why); };
    if (division.name.empty()) complain("the name is missing");
    const auto level = level_of(division.code);
    if (!level)
        return complain("the code must have 12 digits: 6 for the county, 3 for the township, 3 for the village");
    if (*level == DivisionLevel::County) {
        if (!division.parent.empty()) complain("a county has no parent");
        return;
    }
    const auto expected = parent_of(division.code, *level);
    if (division.parent != expected) complain("the parent must be " + expected);
    if (levels.find(expected) == levels.end()) complain("its parent " + expected + " is not in the table");
}

} // namespace

Result<DivisionLevel> level_of(std::string_view code) {
    const bool digits = std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (code.size() != 12 || !digits || code.substr(0, 6) == "000000")
        return Error{
            ErrorCode::Invalid, "\"" + std::string(code.substr(0, 20)) + "\" is no division code of 12 digits", {}};
    if (code.substr(9) != "000")
        return code.substr(6, 3) != "000" ? Result(DivisionLevel::Village)
                                          : Error{ErrorCode::Invalid, "a village without a township", {}};
    return code.substr(6, 3) != "000" ? DivisionLevel::Township : DivisionLevel::County;
}

Result<std::vector<Division>> parse_divisions(std::string_view csv) {
    Problems problems;
    auto rows = read_columns(csv, {"code", "parent", "name", "pinyin"}, problems);
    if (!rows) return std::move(rows).error();
    std::vector<Division> divisions;
    Levels levels;
    for (auto& row : *rows) {
        Division division{row["code"], row["parent"], row["name"], row["pinyin"]};
        if (levels.find(division.code) != levels.end())
            problems.push_back("division " + division.code + " stands twice");
        if (const auto level = level_of(division.code)) levels[division.code] = *level;
        divisions.push_back(std::move(division));
    }
    for (const auto& division : divisions) check_row(division, levels, problems);
    if (auto fine = as_result(problems); !fine) return std::move(fine).error();
    return divisions;
}

} // namespace lianxin
