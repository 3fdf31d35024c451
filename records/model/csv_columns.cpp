// Reading tables that a spreadsheet saved.
#include "records/model/csv_columns.h"

#include "records/base/text.h"

namespace lianxin {

Result<std::vector<CsvRow>> read_columns(std::string_view csv, const std::set<std::string>& columns,
                                         Problems& problems) {
    if (!is_utf8(csv)) return Error{ErrorCode::Invalid, "the table is not UTF-8; save it as \"CSV UTF-8\"", {}};
    auto rows = parse_csv(csv);
    if (!rows) return std::move(rows).error();
    if (rows->empty()) problems.push_back("the table has no rows");
    for (auto& row : *rows) {
        for (auto& cell : row) cell.second = std::string(trimmed(cell.second));
        if (&row != &rows->front()) continue;
        for (const auto& column : columns)
            if (row.find(column) == row.end()) problems.push_back("the column \"" + column + "\" is missing");
        for (const auto& cell : row)
            if (columns.count(cell.first) == 0)
                problems.push_back("the column \"" + cell.first + "\" is not used here");
    }
    return rows;
}

} // namespace lianxin
