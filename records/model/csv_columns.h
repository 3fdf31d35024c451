// A table whose columns are fixed by name: none missing, none unknown.
#pragma once

#include "records/base/csv.h"
#include "records/model/strict_table.h"

namespace lianxin {

/// The rows, cells trimmed; missing and unknown columns are told in `problems`. Errors: Invalid, with the line.
Result<std::vector<CsvRow>> read_columns(std::string_view csv, const std::set<std::string>& columns,
                                         Problems& problems);

} // namespace lianxin
