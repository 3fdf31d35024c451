// A piece of a page around what was searched for, with the places to mark.
#pragma once

#include "records/store/tokens.h"

#include <utility>

namespace lianxin {

struct Snippet {
    std::string text; ///< at most 72 characters, "…" where something was cut off
    std::vector<std::pair<std::size_t, std::size_t>> marks; ///< byte ranges [first, second) of text, in order, apart
    bool found = false;                                     ///< a piece stands in it
};

/// From the first place where a piece stands; from the beginning when none does.
Snippet snippet_of(std::string_view plain, const std::vector<QueryPiece>& pieces);

/// Whether the folded text holds the piece.
bool holds(std::string_view text, const QueryPiece& piece);

} // namespace lianxin
