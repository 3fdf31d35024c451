// Queries of the full-text index.
#include "records/store/search.h"

#include "records/store/snippet.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::size_t most_looked_at = 400; // pages whose text is read when the index alone cannot decide
constexpr std::size_t some_more = 100;      // pages beyond those asked for, among which equals are put in order

enum class Where { Title, Anywhere };

std::string match_of(const std::vector<QueryPiece>& pieces, Where where) {
    std::string match;
    for (const auto& piece : pieces) {
        if (!match.empty()) match += " AND ";
        match += (where == Where::Title ? "{title pinyin} : " : "") + piece.phrase;
    }
    return match;
}

/// What the index cannot decide by itself: whether mixed pieces stand in the text without a break.
Result<bool> stands_in(Database& database, std::int64_t page, const std::vector<QueryPiece>& pieces) {
    auto rows = database.prepare(
        "SELECT title || char(10) || document || char(10) || summary || char(10) || keywords || char(10) || plain "
        "FROM page JOIN page_text USING (number) WHERE number = ?");
    if (!rows) return std::move(rows).error();
    auto row = rows->with(page).step();
    if (!row) return std::move(row).error();
    if (!*row) return false;
    const std::string text = rows->text(0);
    return std::all_of(pieces.begin(), pieces.end(),
                       [&](const QueryPiece& piece) { return piece.exact || holds(text, piece); });
}

/// Adds to `found` until it has `count`, without what it has already.
Result<void> add_matches(Database& database, const std::vector<QueryPiece>& pieces, Where where, std::size_t count,
                         std::vector<std::int64_t>& found) {
    const bool exact = std::all_of(pieces.begin(), pieces.end(), [](const QueryPiece& piece) { return piece.exact; });
    // Few pages are weighed against each other by their day: the best by weight, and some more for those of equal
    // weight.
    auto rows = database.prepare(
        "SELECT number FROM (SELECT rowid AS hit, bm25(page_index, 10.0, 4.0, 1.0, 8.0) AS weight FROM page_index "
        "WHERE page_index MATCH ? ORDER BY weight LIMIT ?) JOIN page ON number = hit ORDER BY weight, published DESC");
    if (!rows) return std::move(rows).error();
    const std::size_t limit = exact ? count + found.size() + some_more : std::max(count, most_looked_at);
    rows->with(match_of(pieces, where), static_cast<std::uint64_t>(limit));
    while (found.size() < count) {
        auto row = rows->step();
        if (!row) return std::move(row).error();
        if (!*row) return {};
        const std::int64_t page = rows->integer(0);
        if (std::find(found.begin(), found.end(), page) != found.end()) continue;
        auto stands = exact ? Result<bool>(true) : stands_in(database, page, pieces);
        if (!stands) return std::move(stands).error();
        if (*stands) found.push_back(page);
    }
    return {};
}

Result<std::vector<std::int64_t>> find_as_typed(Database& database, const std::vector<QueryPiece>& pieces,
                                                std::size_t count) {
    std::vector<std::int64_t> found;
    for (const Where where : {Where::Title, Where::Anywhere})
        if (auto added = add_matches(database, pieces, where, count, found); !added) return std::move(added).error();
    return found;
}

} // namespace

Result<std::vector<std::int64_t>> find_pages(Database& database, const std::vector<QueryPiece>& pieces,
                                             std::size_t count) {
    if (pieces.empty() || count == 0) return std::vector<std::int64_t>{};
    auto found = find_as_typed(database, pieces, count);
    if (!found || !found->empty() || pieces.size() > 1 || !pieces[0].letters) return found;
    std::string letters = pieces[0].folded;
    for (std::size_t at = 0; at + 1 < letters.size(); ++at) {
        if (letters[at] == letters[at + 1]) continue;
        std::string swapped = letters;
        std::swap(swapped[at], swapped[at + 1]);
        found = find_as_typed(database, query_pieces(swapped), count);
        if (!found || !found->empty()) return found;
    }
    return found;
}

} // namespace lianxin
