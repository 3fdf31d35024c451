// CSV (RFC 4180) as spreadsheets save it: UTF-8 with or without byte order mark, first row names the columns.
#pragma once

#include "records/base/result.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lianxin {

using CsvRow = std::map<std::string, std::string, std::less<>>;
/// Rows by column name. Empty lines are passed over. Errors: Invalid, with the line number.
Result<std::vector<CsvRow>> parse_csv(std::string_view text);

} // namespace lianxin
