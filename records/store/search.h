// Searching the pages of library.db.
#pragma once

#include "records/store/database.h"
#include "records/store/tokens.h"

namespace lianxin {

/// Numbers of pages, best first: those whose title (or its pinyin) holds every piece, then by weight of what was found,
/// then the newest. Letters that find nothing are tried again with two neighbours swapped. Errors: Storage, Corrupt.
Result<std::vector<std::int64_t>> find_pages(Database& database, const std::vector<QueryPiece>& pieces,
                                             std::size_t count);

} // namespace lianxin
