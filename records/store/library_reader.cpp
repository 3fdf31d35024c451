// Reading library.db.
#include "records/store/library.h"

#include "records/base/cbor.h"
#include "records/seal/hash.h"
#include "records/store/blob_folder.h"
#include "records/store/database.h"
#include "records/store/logged.h"
#include "records/store/page_table.h"
#include "records/store/search.h"
#include "records/store/snippet.h"

#include <algorithm>
#include <sys/stat.h>

namespace lianxin {

static constexpr std::string_view reading = "reading library.db";

static std::string_view text_view(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The inode of library.db; 0 while there is none.
static std::uint64_t file_number(const Path& folder) {
    struct stat status {};
    return ::stat((folder / "library.db").c_str(), &status) == 0 ? status.st_ino : 0;
}

struct LibraryReader::State {
    Path folder;
    mutable Database database;
    std::uint64_t file = 0; ///< inode of library.db when it was opened
    mutable bool met_damage = false;

    /// As logged_or, and remembers damage.
    template <class T>
    T read_or(Result<T> result, T other) const {
        if (!result && result.error().code == ErrorCode::Corrupt) met_damage = true;
        return logged_or(std::move(result), std::move(other), reading);
    }

    /// One item for each row of a query.
    template <class Item, class Take, class... Values>
    std::vector<Item> all(const std::string& sql, const Take& take, const Values&... values) {
        return read_or(collected<Item>(sql, take, values...), std::vector<Item>{});
    }
    template <class Item, class Take, class... Values>
    Result<std::vector<Item>> collected(const std::string& sql, const Take& take, const Values&... values) {
        auto rows = database.prepare(sql);
        if (!rows) return std::move(rows).error();
        rows->with(values...);
        std::vector<Item> items;
        for (;;) {
            auto row = rows->step();
            if (!row) return std::move(row).error();
            if (!*row) return items;
            items.push_back(take(*rows));
        }
    }
    Result<std::vector<SearchHit>> hits(const Findings& findings);
    std::string not_shown(std::optional<KnownTime> now);
    std::vector<std::string> ids(const std::string& sql, std::string_view id);
};

LibraryReader::LibraryReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
LibraryReader::LibraryReader(LibraryReader&&) noexcept = default;
LibraryReader& LibraryReader::operator=(LibraryReader&&) noexcept = default;
LibraryReader::~LibraryReader() = default;

Result<LibraryReader> LibraryReader::open(const Path& folder) {
    auto database = Database::open_reader(folder / "library.db", library_schema);
    if (!database) return std::move(database).error();
    auto installed = database->number("SELECT count(*) FROM edition");
    if (!installed) return std::move(installed).error();
    if (*installed == 0) return Error{ErrorCode::NotFound, "no edition is installed in " + folder.string(), {}};
    return LibraryReader(std::make_unique<State>(State{folder, std::move(*database), file_number(folder)}));
}

Result<EditionInfo> LibraryReader::edition() const {
    auto infos = state_->collected<Bytes>("SELECT info FROM edition",
                                          [](const Statement& row) { return copy_of(row.bytes(0)); });
    if (!infos) return std::move(infos).error();
    if (infos->empty()) return Error{ErrorCode::NotFound, "no edition is installed", {}};
    auto value = parse_cbor(infos->front());
    if (!value) return std::move(value).error();
    return edition_info_from(*value);
}

std::optional<EditionInfo> LibraryReader::township_edition() const {
    const auto infos = state_->all<Bytes>("SELECT info FROM township_edition",
                                          [](const Statement& row) { return copy_of(row.bytes(0)); });
    if (infos.empty()) return std::nullopt;
    const auto value = parse_cbor(infos.front());
    auto info = value ? edition_info_from(*value) : Result<EditionInfo>(value.error());
    if (!info) {
        log(Priority::Error, "reading the edition of the township", info.error());
        return std::nullopt;
    }
    return std::move(*info);
}

std::vector<Channel> LibraryReader::channels() const {
    return state_->all<Channel>("SELECT id, name, summary, icon, position, weight FROM channel ORDER BY position, place",
                                [](const Statement& row) {
                                    return Channel{row.text(0), row.text(1), row.text(2), row.text(3), row.integer(4), row.integer(5)};
                                });
}

std::vector<Department> LibraryReader::departments() const {
    return state_->all<Department>("SELECT id, name, phone, address FROM department ORDER BY place",
                                   [](const Statement& row) {
                                       return Department{row.text(0), row.text(1), row.text(2), row.text(3)};
                                   });
}

std::vector<Division> LibraryReader::divisions() const {
    return state_->all<Division>("SELECT code, parent, name, pinyin FROM division ORDER BY code",
                                 [](const Statement& row) {
                                     return Division{row.text(0), row.text(1), row.text(2), row.text(3)};
                                 });
}

std::vector<ClockRule> LibraryReader::clock_rules() const {
    return state_->all<ClockRule>(
        "SELECT id, name, days, unit, article, sentence FROM clock_rule ORDER BY place", [](const Statement& row) {
            return ClockRule{
                row.text(0), row.text(1), static_cast<int>(row.integer(2)), static_cast<ClockUnit>(row.integer(3)),
                row.text(4), row.text(5)};
        });
}

Calendar LibraryReader::calendar() const {
    Calendar calendar;
    const auto text_of_row = [](const Statement& row) { return row.text(0); };
    for (const auto& text : state_->all<std::string>("SELECT text FROM calendar ORDER BY place", text_of_row))
        if (auto added = calendar.add(text); !added)
            log(Priority::Error, "reading a calendar of the edition", added.error());
    return calendar;
}

std::vector<Service> LibraryReader::services() const {
    std::vector<Service> services;
    const auto text_of_row = [](const Statement& row) { return row.text(0); };
    for (const auto& toml :
         state_->all<std::string>("SELECT toml FROM service ORDER BY position, place", text_of_row)) {
        auto service = parse_service(toml);
        if (service)
            services.push_back(std::move(*service));
        else
            log(Priority::Error, "reading a form of the edition", service.error());
    }
    return services;
}

/// " AND page.number NOT IN (…)" for pages outside their windows; few pages have any.
std::string LibraryReader::State::not_shown(std::optional<KnownTime> now) {
    if (!now) return "";
    std::string numbers;
    const auto take = [](const Statement& row) { return std::pair(row.integer(0), row.text(1)); };
    for (const auto& [number, windows] : all<std::pair<std::int64_t, std::string>>("SELECT number, windows FROM page WHERE windows <> ''", take))
        if (!is_shown(windows_from(windows), *now)) numbers += (numbers.empty() ? "" : ", ") + std::to_string(number);
    return numbers.empty() ? "" : " AND page.number NOT IN (" + numbers + ")";
}

std::vector<PageSummary> LibraryReader::pages(std::string_view channel, std::size_t offset, std::size_t count, std::optional<KnownTime> now) const {
    const std::string order = " ORDER BY pinned DESC, published DESC, number LIMIT ?2 OFFSET ?3";
    const std::string chosen = channel.empty() ? " WHERE ?1 = ''" : " WHERE channel = ?1";
    return state_->all<PageSummary>("SELECT " + std::string(summary_columns) + " FROM page" + chosen + state_->not_shown(now) + order,
                                    read_summary, channel, static_cast<std::uint64_t>(count),
                                    static_cast<std::uint64_t>(offset));
}

std::size_t LibraryReader::page_count(std::string_view channel, std::optional<KnownTime> now) const {
    const auto counts = state_->all<std::uint64_t>(
        "SELECT count(*) FROM page WHERE (?1 = '' OR channel = ?1)" + state_->not_shown(now), [](const Statement& row) { return row.natural(0); },
        channel);
    return counts.empty() ? 0 : static_cast<std::size_t>(counts.front());
}

std::vector<std::string> LibraryReader::State::ids(const std::string& sql, std::string_view id) {
    return all<std::string>(sql, [](const Statement& row) { return row.text(0); }, id);
}

std::vector<PageSummary> LibraryReader::chain(std::string_view id) const {
    constexpr std::size_t most = 16;
    std::vector<std::string> ids{std::string(id)};
    const auto is_new = [&](const std::vector<std::string>& next) {
        return next.size() == 1 && !next[0].empty() && ids.size() < most && std::find(ids.begin(), ids.end(), next[0]) == ids.end();
    };
    for (auto next = state_->ids("SELECT supersedes FROM page WHERE id = ?", ids.front()); is_new(next); next = state_->ids("SELECT supersedes FROM page WHERE id = ?", ids.front()))
        ids.insert(ids.begin(), next[0]);
    const std::string later = "SELECT id FROM page WHERE supersedes = ? AND supersedes <> '' LIMIT 1";
    for (auto next = state_->ids(later, ids.back()); is_new(next); next = state_->ids(later, ids.back())) ids.push_back(next[0]);
    std::vector<PageSummary> pages;
    for (const auto& each : ids)
        for (auto& page : state_->all<PageSummary>("SELECT " + std::string(summary_columns) + " FROM page WHERE id = ?", read_summary, each))
            pages.push_back(std::move(page));
    return pages;
}

std::vector<std::string> LibraryReader::written(std::string_view kind) const {
    return state_->ids("SELECT text FROM written WHERE kind = ? ORDER BY place", kind);
}

Result<Page> LibraryReader::page(std::string_view id) const {
    auto page = find_page(state_->database, id);
    state_->met_damage = state_->met_damage || (!page && page.error().code == ErrorCode::Corrupt);
    if (!page) return std::move(page).error().in("reading page " + std::string(id));
    if (!*page) return Error{ErrorCode::NotFound, "the edition has no page '" + std::string(id) + "'", {}};
    return std::move(**page);
}

/// The words that are marked; those of the title when the text has none.
static std::string marked_word(const Snippet& snippet, const std::string& title, const std::vector<QueryPiece>& pieces) {
    const Snippet heading = snippet.marks.empty() ? snippet_of(title, pieces) : snippet;
    if (heading.marks.empty()) return "";
    return heading.text.substr(heading.marks[0].first, heading.marks[0].second - heading.marks[0].first);
}

/// Summaries and snippets of these pages, in their order.
Result<std::vector<SearchHit>> LibraryReader::State::hits(const Findings& findings) {
    auto rows = database.prepare("SELECT " + std::string(summary_columns) +
                                 ", plain FROM page JOIN page_text USING (number) WHERE number = ?");
    if (!rows) return std::move(rows).error();
    std::vector<SearchHit> hits;
    for (const auto& found : findings.pages) {
        auto row = rows->with(found.page).step();
        if (!row) return std::move(row).error();
        if (!*row) continue; // a new edition took it away between the two queries
        const auto& pieces = findings.marks[static_cast<std::size_t>(found.by)];
        PageSummary summary = read_summary(*rows);
        Snippet snippet = snippet_of(text_view(rows->bytes(summary_width)), pieces);
        if (!snippet.found && !summary.summary.empty()) snippet = snippet_of(summary.summary, pieces);
        std::string word = found.by == FoundBy::Words ? "" : marked_word(snippet, summary.title, pieces);
        hits.push_back({std::move(summary), std::move(snippet.text), std::move(snippet.marks), found.by, std::move(word)});
    }
    return hits;
}

std::vector<SearchHit> LibraryReader::search(std::string_view words, std::size_t count, std::optional<KnownTime> now) const {
    const auto findings = find_pages(state_->database, words, count, now);
    auto hits = findings ? state_->hits(*findings) : Result<std::vector<SearchHit>>(findings.error());
    return state_->read_or(std::move(hits), std::vector<SearchHit>{});
}

Result<Bytes> LibraryReader::blob(std::string_view path, std::size_t limit) const {
    auto hashes = state_->collected<Bytes>(
        "SELECT hash FROM blob WHERE path = ?", [](const Statement& row) { return copy_of(row.bytes(0)); }, path);
    if (!hashes) return std::move(hashes).error();
    if (hashes->empty()) return Error{ErrorCode::NotFound, "the edition has no file '" + std::string(path) + "'", {}};
    auto hash = to_array<32>(hashes->front());
    if (!hash) return std::move(hash).error();
    auto bytes = read_file(blob_file(state_->folder, *hash), limit);
    if (!bytes) return bytes;
    if (blake2b(*bytes) != *hash)
        return Error{ErrorCode::Corrupt, "the file '" + std::string(path) + "' of the edition is damaged", {}};
    return bytes;
}

bool LibraryReader::is_current() const {
    return state_->file == file_number(state_->folder);
}

bool LibraryReader::met_damage() const {
    return state_->met_damage;
}

Result<void> LibraryReader::check() const {
    auto complaint = state_->database.quick_check();
    if (!complaint) return std::move(complaint).error();
    if (!complaint->empty()) return Error{ErrorCode::Corrupt, *complaint, {}};
    return {};
}

Value LibraryReader::keys() const {
    const auto all =
        state_->all<Bytes>("SELECT keys FROM edition", [](const Statement& row) { return copy_of(row.bytes(0)); });
    return all.empty() ? Value() : logged_or(parse_cbor(all.front()), Value(), reading);
}

} // namespace lianxin
