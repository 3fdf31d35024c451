// Queries of the full-text indexes, and the order of what they find.
#include "records/store/search.h"

#include "records/model/show_window.h"
#include "records/store/similar_words.h"
#include "records/store/snippet.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::size_t most_looked_at = 400; // pages whose text is read when the index alone cannot decide
constexpr std::size_t most_weighed = 100;   // pages that are weighed against each other, the newest of all

enum class Where { Title, Anywhere };

/// For each piece of what was typed what may stand in its place.
using Query = std::vector<std::vector<QueryPiece>>;

Query as_typed(const std::vector<QueryPiece>& pieces) {
    Query query;
    for (const auto& piece : pieces) query.push_back({piece});
    return query;
}

std::string match_of(const Query& query) {
    std::string match;
    for (const auto& pieces : query) {
        std::string any;
        for (const auto& piece : pieces) any += (any.empty() ? "" : " OR ") + piece.phrase;
        match += (match.empty() ? "(" : " AND (") + any + ")";
    }
    return match;
}

bool is_exact(const Query& query) {
    return std::all_of(query.begin(), query.end(), [](const auto& pieces) { return std::all_of(pieces.begin(), pieces.end(), [](const QueryPiece& piece) { return piece.exact; }); });
}

/// A page that was found, and what its place depends on.
struct Weighed {
    std::int64_t page = 0;
    Day published{};
    double weight = 1;
};

class Search {
  public:
    Search(Database& database, std::size_t count, std::optional<KnownTime> now) : database_(database), count_(count), now_(now) {}

    /// Adds what the query finds until there are enough, without what is there already.
    Result<void> add(const Query& query, FoundBy by) {
        auto& marks = findings_.marks[static_cast<std::size_t>(by)];
        for (const auto& pieces : query) marks.insert(marks.end(), pieces.begin(), pieces.end());
        for (const Where where : {Where::Title, Where::Anywhere})
            if (auto added = add_from(query, where, by); !added) return added;
        return {};
    }
    bool found_nothing() const { return findings_.pages.empty(); }
    Findings findings() && { return std::move(findings_); }

  private:
    Result<void> add_from(const Query& query, Where where, FoundBy by) {
        if (findings_.pages.size() >= count_) return {};
        const std::string table = where == Where::Title ? "title_index" : "page_index";
        auto numbers = database_.prepare("SELECT rowid FROM " + table + " WHERE " + table + " MATCH ? ORDER BY rowid DESC LIMIT ?");
        if (!numbers) return std::move(numbers).error();
        const std::size_t most = (is_exact(query) ? most_weighed : most_looked_at) + findings_.pages.size();
        numbers->with(match_of(query), static_cast<std::uint64_t>(std::max(count_ + findings_.pages.size(), most)));
        std::vector<Weighed> weighed;
        for (;;) {
            auto row = numbers->step();
            if (!row) return std::move(row).error();
            if (!*row) break;
            if (is_there(numbers->integer(0))) continue;
            auto one = weigh(numbers->integer(0), query);
            if (!one) return std::move(one).error();
            if (*one) weighed.push_back(**one);
        }
        put_in_order(std::move(weighed), by);
        return {};
    }

    bool is_there(std::int64_t page) const {
        return std::any_of(findings_.pages.begin(), findings_.pages.end(), [&](const Found& found) { return found.page == page; });
    }

    /// Nothing when the page is not shown now, or holds the pieces only with a break inside.
    Result<std::optional<Weighed>> weigh(std::int64_t page, const Query& query) {
        if (!facts_) {
            auto prepared = database_.prepare(
                "SELECT published, expires, coalesce((SELECT weight FROM channel WHERE channel.id = page.channel), 100), "
                "EXISTS (SELECT 1 FROM page AS later WHERE later.supersedes = page.id AND later.supersedes <> ''), windows, "
                "title || char(10) || document || char(10) || summary || char(10) || keywords, plain "
                "FROM page JOIN page_text USING (number) WHERE number = ?");
            if (!prepared) return std::move(prepared).error();
            facts_.emplace(std::move(*prepared));
        }
        auto row = facts_->with(page).step();
        if (!row) return std::move(row).error();
        if (!*row) return std::optional<Weighed>();
        if (now_ && !is_shown(windows_from(facts_->text(4)), *now_)) return std::optional<Weighed>();
        const std::string about = facts_->text(5);
        const ByteView bytes = facts_->bytes(6);
        const std::string_view plain(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        if (!is_exact(query) && !stands_in(about, plain, query)) return std::optional<Weighed>();
        Weighed weighed{page, Day(std::chrono::days(facts_->integer(0))), 1 + much_of(about, plain, query)};
        weighed.weight *= static_cast<double>(facts_->integer(2)) / 100;
        const bool over = now_ && !facts_->is_null(1) && Day(std::chrono::days(facts_->integer(1))) < day_in_china(now_->now);
        if (over || facts_->integer(3) != 0) weighed.weight /= 2;
        return std::optional(weighed);
    }

    static bool stands_in(const std::string& about, std::string_view plain, const Query& query) {
        const std::string all = about + "\n" + std::string(plain);
        return std::all_of(query.begin(), query.end(), [&](const auto& pieces) {
            return std::any_of(pieces.begin(), pieces.end(), [&](const QueryPiece& piece) { return piece.exact || holds(all, piece); });
        });
    }

    /// Between 0 and 2, growing ever less with each place; words about the page count like four of its text.
    static double much_of(std::string_view about, std::string_view plain, const Query& query) {
        constexpr std::size_t enough = 8;
        double places = 0;
        const auto count = [&](std::string_view text, const std::string& word, double each) {
            std::size_t seen = 0;
            for (auto at = text.find(word); at != text.npos && seen < enough; at = text.find(word, at + word.size()), ++seen) places += each;
        };
        for (const auto& pieces : query)
            for (const auto& piece : pieces) {
                count(about, piece.folded, 4);
                count(plain, piece.folded, 1);
            }
        return 2 * places / (places + 3);
    }

    /// A page of today counts half as much again as one of long ago.
    void put_in_order(std::vector<Weighed> weighed, FoundBy by) {
        Day today{};
        for (const auto& each : weighed) today = std::max(today, each.published);
        if (now_) today = day_in_china(now_->now);
        for (auto& each : weighed) each.weight *= 1 + 0.5 / (1 + std::max(0.0, static_cast<double>((today - each.published).count())) / 365);
        std::stable_sort(weighed.begin(), weighed.end(), [](const Weighed& one, const Weighed& other) {
            return one.weight != other.weight ? one.weight > other.weight : one.published > other.published;
        });
        for (const auto& each : weighed)
            if (findings_.pages.size() < count_) findings_.pages.push_back({each.page, by});
    }

    Database& database_;
    std::size_t count_;
    std::optional<KnownTime> now_;
    std::optional<Statement> facts_;
    Findings findings_;
};

Result<void> add_synonyms(Database& database, const std::vector<QueryPiece>& pieces, Search& search) {
    Query query = as_typed(pieces);
    bool any = false;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        auto others = synonyms_of(database, pieces[i]);
        if (!others) return std::move(others).error();
        any = any || !others->empty();
        query[i].insert(query[i].end(), others->begin(), others->end());
    }
    return any ? search.add(query, FoundBy::Synonym) : Result<void>();
}

/// Letters with two neighbours swapped.
Result<void> add_swapped(const std::string& letters, Search& search) {
    for (std::size_t at = 0; at + 1 < letters.size() && search.found_nothing(); ++at) {
        if (letters[at] == letters[at + 1]) continue;
        std::string swapped = letters;
        std::swap(swapped[at], swapped[at + 1]);
        if (auto added = search.add(as_typed(query_pieces(swapped)), FoundBy::Words); !added) return added;
    }
    return {};
}

Result<void> add_alike(Database& database, const std::vector<QueryPiece>& pieces, Search& search) {
    Query query = as_typed(pieces);
    bool any = false;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        auto others = sounding_like(database, pieces[i]);
        if (!others) return std::move(others).error();
        any = any || !others->empty();
        query[i].insert(query[i].end(), others->begin(), others->end());
    }
    return any ? search.add(query, FoundBy::Sound) : Result<void>();
}

} // namespace

Result<Findings> find_pages(Database& database, std::string_view words, std::size_t count, std::optional<KnownTime> now) {
    const auto pieces = query_pieces(words);
    Search search(database, count, now);
    if (pieces.empty() || count == 0) return std::move(search).findings();
    auto done = search.add(as_typed(pieces), FoundBy::Words);
    if (done) done = add_synonyms(database, pieces, search);
    if (done && search.found_nothing() && pieces.size() == 1 && pieces[0].letters) done = add_swapped(pieces[0].folded, search);
    if (done && search.found_nothing()) done = add_alike(database, pieces, search);
    if (!done) return std::move(done).error();
    return std::move(search).findings();
}

} // namespace lianxin
