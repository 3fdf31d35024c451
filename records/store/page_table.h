// Pages as rows of library.db and of its index.
#pragma once

#include "records/model/page.h"
#include "records/store/database.h"

#include <map>
#include <optional>

namespace lianxin {

/// Columns that read_summary takes, in its order; the next one is summary_width.
constexpr int summary_width = 14;
extern const char* const summary_columns;
PageSummary read_summary(const Statement& row);
Result<std::optional<Page>> find_page(Database& database, std::string_view id);

/// Brings the table to exactly these pages. Only pages whose searched text changed are indexed again, or all of them
/// when `afresh`. Pages that name no signer get `signer`. Errors: Storage, NoSpace, Corrupt.
enum class Reindex { Changed, All };
Result<void> replace_pages(Database& database, const std::vector<Page>& pages, std::string_view signer, Reindex reindex);

} // namespace lianxin
