// Writing and reading pages.
#include "records/store/page_table.h"

#include "records/base/cbor.h"
#include "records/base/text.h"
#include "records/store/plain_text.h"
#include "records/store/sounds.h"
#include "records/store/tokens.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_set>

namespace lianxin {
namespace {

/// After those of a summary.
constexpr const char* page_columns =
    ", title_pinyin, document, effective, keywords, supersedes, rebuts, service, body, plain, page.number, windows, more";
constexpr std::size_t many_changes = 200; // from here on the index is put in order after the change

std::int64_t days_of(Day day) {
    return day.time_since_epoch().count();
}
Day day_at(const Statement& row, int column) {
    return Day(std::chrono::days(row.integer(column)));
}
std::optional<Day> optional_day(const Statement& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional<Day>(day_at(row, column));
}

std::string joined(const std::vector<std::string>& lines) {
    std::string all;
    for (const auto& line : lines) all += (all.empty() ? "" : "\n") + line;
    return all;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    if (text.empty()) return lines;
    for (const auto line : split(text, '\n')) lines.emplace_back(line);
    return lines;
}

/// A page as it stands in the table.
struct StoredPage {
    Page page;
    std::string plain;
    std::int64_t number = 0;
};

/// What only the page's own screen shows.
Bytes more_of(const Page& page) {
    Value::Array corrections, documents;
    for (const auto& each : page.corrections) corrections.push_back(Value::Map{{"what", each.what}, {"before", each.before}, {"after", each.after}});
    for (const auto& each : page.documents) documents.push_back(Value::Map{{"name", each.name}, {"note", each.note}});
    Value more{Value::Map{}};
    if (!corrections.empty()) more.set("corrections", std::move(corrections));
    if (!documents.empty()) more.set("documents", std::move(documents));
    if (!page.fact.empty()) more.set("fact", page.fact);
    return to_cbor(more);
}

void read_more(ByteView bytes, Page& page) {
    const auto more = parse_cbor(bytes);
    if (!more) return;
    page.fact = more->text_or("fact", "");
    for (const auto& each : more->array_at("corrections").value_or({}))
        page.corrections.push_back({each.text_or("what", ""), each.text_or("before", ""), each.text_or("after", "")});
    for (const auto& each : more->array_at("documents").value_or({})) page.documents.push_back({each.text_or("name", ""), each.text_or("note", "")});
}

StoredPage read_page(const Statement& row) {
    const PageSummary summary = read_summary(row);
    StoredPage stored;
    Page& page = stored.page;
    page.id = summary.id;
    page.kind = summary.kind;
    page.title = summary.title;
    page.channel = summary.channel;
    page.department = summary.department;
    page.summary = summary.summary;
    page.published = summary.published;
    page.expires = summary.expires;
    page.pinned = summary.pinned;
    page.updated = summary.updated;
    page.signer = summary.signer;
    int at = summary_width;
    page.title_pinyin = row.text(at++);
    page.number = row.text(at++);
    page.effective = optional_day(row, at++);
    page.keywords = lines_of(row.text(at++));
    page.supersedes = row.text(at++);
    page.rebuts = row.text(at++);
    page.service = row.text(at++);
    page.body = row.text(at++);
    stored.plain = row.text(at++);
    stored.number = row.integer(at++);
    page.show = windows_from(row.text(at++));
    read_more(row.bytes(at), page);
    return stored;
}

Result<std::optional<StoredPage>> find_stored(Database& database, std::string_view id) {
    auto rows = database.prepare("SELECT " + std::string(summary_columns) + page_columns +
                                 " FROM page JOIN page_text USING (number) WHERE page.id = ?");
    if (!rows) return std::move(rows).error();
    auto row = rows->with(id).step();
    if (!row) return std::move(row).error();
    return *row ? std::optional<StoredPage>(read_page(*rows)) : std::nullopt;
}

/// Adds to the indexes, or takes out what was added with the same tokens.
Result<void> index_page(Database& database, std::int64_t number, const PageTokens& tokens) {
    if (auto done = database.run("INSERT INTO title_index (rowid, title, pinyin) VALUES (?, ?, ?)", number, tokens.title, tokens.pinyin); !done) return done;
    return database.run("INSERT INTO page_index (rowid, title, about, body, pinyin) VALUES (?, ?, ?, ?, ?)", number,
                        tokens.title, tokens.about, tokens.body, tokens.pinyin);
}
Result<void> unindex_page(Database& database, std::int64_t number, const PageTokens& tokens) {
    if (auto done = database.run("INSERT INTO title_index (title_index, rowid, title, pinyin) VALUES ('delete', ?, ?, ?)", number, tokens.title, tokens.pinyin); !done)
        return done;
    return database.run(
        "INSERT INTO page_index (page_index, rowid, title, about, body, pinyin) VALUES ('delete', ?, ?, ?, ?, ?)",
        number, tokens.title, tokens.about, tokens.body, tokens.pinyin);
}

/// Days may be missing.
Result<void> write_days(Database& database, std::int64_t number, const Page& page) {
    const std::initializer_list<std::pair<const char*, const std::optional<Day>*>> columns{{"effective", &page.effective}, {"expires", &page.expires}, {"updated", &page.updated}};
    for (const auto& [column, day] : columns) {
        if (!*day) continue;
        if (auto run = database.run("UPDATE page SET " + std::string(column) + " = ? WHERE number = ?", days_of(**day), number); !run) return run;
    }
    return {};
}

Result<void> write_page(Database& database, std::int64_t number, const Page& page) {
    auto written =
        database.run("INSERT INTO page (number, id, kind, title, title_pinyin, channel, department, document, published, pinned, summary, "
                     "keywords, supersedes, rebuts, service, windows, signer, more) "
                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18) "
                     "ON CONFLICT (number) DO UPDATE SET kind = ?3, title = ?4, title_pinyin = ?5, channel = ?6, department = ?7, "
                     "document = ?8, published = ?9, effective = NULL, expires = NULL, updated = NULL, pinned = ?10, summary = ?11, "
                     "keywords = ?12, supersedes = ?13, rebuts = ?14, service = ?15, windows = ?16, signer = ?17, more = ?18",
                     number, page.id, static_cast<int>(page.kind), page.title, page.title_pinyin, page.channel,
                     page.department, page.number, days_of(page.published), static_cast<int>(page.pinned), page.summary,
                     joined(page.keywords), page.supersedes, page.rebuts, page.service, to_text(page.show), page.signer, more_of(page));
    if (!written) return written;
    return write_days(database, number, page);
}

Result<void> write_text(Database& database, std::int64_t number, const Page& page, const std::string& plain) {
    return database.run("INSERT INTO page_text (number, body, plain) VALUES (?1, ?2, ?3) ON CONFLICT (number) DO "
                        "UPDATE SET body = ?2, plain = ?3",
                        number, page.body, plain);
}

bool is_same(const Page& a, const Page& b) {
    const auto members = [](const Page& p) {
        return std::tie(p.kind, p.title, p.title_pinyin, p.channel, p.department, p.number, p.published, p.effective,
                        p.expires, p.updated, p.pinned, p.summary, p.keywords, p.supersedes, p.rebuts, p.service, p.body, p.show, p.corrections,
                        p.fact, p.documents, p.signer);
    };
    return members(a) == members(b);
}

/// Pairs of characters by their sound, each written once. Those of pages that are gone stay: they find nothing.
class SoundPairs {
  public:
    explicit SoundPairs(Database& database) : database_(database) {}

    Result<void> add(std::string_view text) {
        for (auto& pair : pairs_in(text))
            if (seen_.insert(pair).second)
                if (auto written = write(pair); !written) return written;
        return {};
    }

  private:
    Result<void> write(const std::string& pair) {
        const auto characters = to_code_points(pair);
        for (const Syllable first : sounds_of(characters[0]))
            for (const Syllable second : sounds_of(characters[1]))
                if (auto run = database_.run("INSERT OR IGNORE INTO sound_pair VALUES (?, ?)", pair_sound(first, second), pair); !run) return run;
        return {};
    }

    Database& database_;
    std::unordered_set<std::string> seen_;
};

/// Writes one page; true when it had to be indexed.
Result<bool> put_page(Database& database, const Page& page, Reindex reindex, std::int64_t new_number, SoundPairs& pairs) {
    auto old = find_stored(database, page.id);
    if (!old) return std::move(old).error();
    if (*old && reindex == Reindex::Changed && is_same((*old)->page, page)) return false;
    const std::int64_t number = *old ? (*old)->number : new_number;
    if (auto written = write_page(database, number, page); !written) return std::move(written).error();
    const bool same_body = *old && (*old)->page.body == page.body && reindex == Reindex::Changed;
    const std::string plain = same_body ? (*old)->plain : plain_text(page.body);
    const bool same_about = *old && (*old)->page.title == page.title &&
                            (*old)->page.title_pinyin == page.title_pinyin && (*old)->page.number == page.number &&
                            (*old)->page.summary == page.summary && (*old)->page.keywords == page.keywords;
    if (same_body && same_about) return false;
    if (!same_body)
        if (auto written = write_text(database, number, page, plain); !written) return std::move(written).error();
    if (*old && reindex == Reindex::Changed)
        if (auto gone = unindex_page(database, number, tokens_of((*old)->page, (*old)->plain)); !gone)
            return std::move(gone).error();
    if (auto added = index_page(database, number, tokens_of(page, plain)); !added) return std::move(added).error();
    if (auto added = pairs.add(searched_text(page, plain)); !added) return std::move(added).error();
    return true;
}

Result<void> remove_others(Database& database, const std::vector<Page>& pages, Reindex reindex) {
    std::set<std::string_view> kept;
    for (const auto& page : pages) kept.insert(page.id);
    std::vector<std::string> gone;
    {
        auto rows = database.prepare("SELECT id FROM page");
        if (!rows) return std::move(rows).error();
        for (;;) {
            auto row = rows->step();
            if (!row) return std::move(row).error();
            if (!*row) break;
            if (auto id = rows->text(0); kept.count(id) == 0) gone.push_back(std::move(id));
        }
    }
    for (const auto& id : gone) {
        auto old = find_stored(database, id);
        if (!old) return std::move(old).error();
        if (*old && reindex == Reindex::Changed)
            if (auto taken = unindex_page(database, (*old)->number, tokens_of((*old)->page, (*old)->plain)); !taken)
                return taken;
        if (auto deleted = database.run("DELETE FROM page WHERE id = ?", id); !deleted) return deleted;
    }
    return {};
}

} // namespace

const char* const summary_columns =
    "page.id, kind, title, channel, department, summary, published, expires, pinned, updated, supersedes <> '', "
    "EXISTS (SELECT 1 FROM page AS later WHERE later.supersedes = page.id AND later.supersedes <> ''), rebuts <> '', signer";

PageSummary read_summary(const Statement& row) {
    return {row.text(0),        static_cast<PageKind>(row.integer(1)),
            row.text(2),        row.text(3),
            row.text(4),        row.text(5),
            day_at(row, 6),     optional_day(row, 7),
            row.integer(8) != 0,
            optional_day(row, 9),
            row.integer(10) != 0,
            row.integer(11) != 0,
            row.integer(12) != 0,
            row.text(13)};
}

Result<std::optional<Page>> find_page(Database& database, std::string_view id) {
    auto stored = find_stored(database, id);
    if (!stored) return std::move(stored).error();
    return *stored ? std::optional<Page>(std::move((*stored)->page)) : std::nullopt;
}

Result<void> replace_pages(Database& database, const std::vector<Page>& pages, std::string_view signer, Reindex reindex) {
    if (reindex == Reindex::All)
        if (auto emptied = database.run_script("INSERT INTO page_index (page_index) VALUES ('delete-all'); "
                                               "INSERT INTO title_index (title_index) VALUES ('delete-all'); DELETE FROM sound_pair");
            !emptied)
            return emptied;
    if (auto removed = remove_others(database, pages, reindex); !removed) return removed;
    auto last = database.number("SELECT max(number) FROM page");
    if (!last) return std::move(last).error();
    // Newer pages get higher numbers: a search looks at those first.
    std::vector<const Page*> oldest_first;
    for (const auto& page : pages) oldest_first.push_back(&page);
    std::stable_sort(oldest_first.begin(), oldest_first.end(), [](const Page* one, const Page* other) { return one->published < other->published; });
    std::int64_t next = *last + 1;
    std::size_t indexed = 0;
    SoundPairs pairs(database);
    for (const Page* each : oldest_first) {
        Page page = *each;
        if (page.signer.empty()) page.signer = signer;
        auto put = put_page(database, page, reindex, next, pairs);
        if (!put) return std::move(put).error().in("page " + page.id);
        ++next;
        if (*put) ++indexed;
    }
    if (indexed < many_changes) return {};
    return database.run_script("INSERT INTO page_index (page_index) VALUES ('optimize'); INSERT INTO title_index (title_index) VALUES ('optimize')");
}

} // namespace lianxin
