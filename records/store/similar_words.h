// Other words that may stand where one was typed: those that mean the same, and those that sound the same.
#pragma once

#include "records/store/database.h"
#include "records/store/tokens.h"

namespace lianxin {

/// Pieces with one synonym of the edition in place of a word in `piece`, at most 8. Errors: Storage, Corrupt.
Result<std::vector<QueryPiece>> synonyms_of(Database& database, const QueryPiece& piece);

/// Pieces of 2 to 8 characters that stand in the pages and sound like `piece`, be that characters or the letters of syllables; at most
/// 24, without itself. Errors: Storage, Corrupt.
Result<std::vector<QueryPiece>> sounding_like(Database& database, const QueryPiece& piece);

} // namespace lianxin
