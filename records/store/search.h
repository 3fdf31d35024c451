// Searching the pages of library.db.
#pragma once

#include "records/model/show_window.h"
#include "records/store/database.h"
#include "records/store/tokens.h"

#include <array>
#include <optional>

namespace lianxin {

struct Found {
    std::int64_t page = 0; ///< number
    FoundBy by = FoundBy::Words;
};

struct Findings {
    std::vector<Found> pages; ///< best first, each once
    /// What to mark in a page, by how it was found.
    std::array<std::vector<QueryPiece>, 3> marks;
};

/// Pages that hold every piece of `words`: first those whose title (or its pinyin) does, then the others; among them by how much stands
/// there, how fresh they are, their channel, and whether they still hold. Then pages with a synonym in place of a word. When
/// nothing was found, letters are tried with two neighbours swapped, and then words that sound the same. Pages that are not shown
/// at `now` are left out. Errors: Storage, Corrupt.
Result<Findings> find_pages(Database& database, std::string_view words, std::size_t count, std::optional<KnownTime> now);

} // namespace lianxin
