// Installing an edition into library.db.
#include "records/store/library.h"

#include "records/base/cbor.h"
#include "records/base/log.h"
#include "records/store/database.h"
#include "records/store/library_sum.h"
#include "records/store/page_table.h"
#include "records/store/tokens.h"

namespace lianxin {
namespace {

/// Empties a table and fills it with one row for each item; `row` binds an item with its place.
template <class Item, class Row>
Result<void> refill(Database& database, std::string_view table, std::string_view insert, const std::vector<Item>& items,
                    const Row& row) {
    if (auto emptied = database.run_script("DELETE FROM " + std::string(table)); !emptied) return emptied;
    auto statement = database.prepare(insert);
    if (!statement) return std::move(statement).error();
    std::uint64_t place = 0;
    for (const auto& item : items)
        if (auto run = row(*statement, place++, item).run(); !run)
            return std::move(run).error().in("writing " + std::string(table));
    return {};
}

std::vector<std::pair<std::string, std::string>> each_way(const std::vector<std::vector<std::string>>& groups) {
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const auto& group : groups)
        for (const auto& word : group)
            for (const auto& also : group)
                if (word != also) pairs.emplace_back(word, also);
    return pairs;
}

Result<void> write_lists(Database& database, const LibraryContent& content) {
    using Place = std::uint64_t;
    auto done = refill(database, "channel", "INSERT INTO channel VALUES (?, ?, ?, ?, ?, ?, ?)", content.channels,
                       [](Statement& to, Place place, const Channel& c) -> Statement& {
                           return to.with(place, c.id, c.name, c.summary, c.icon, c.order, c.weight);
                       });
    if (done)
        done = refill(database, "department", "INSERT INTO department VALUES (?, ?, ?, ?, ?)", content.departments,
                      [](Statement& to, Place place, const Department& d) -> Statement& {
                          return to.with(place, d.id, d.name, d.phone, d.address);
                      });
    if (done)
        done = refill(database, "division", "INSERT INTO division VALUES (?, ?, ?, ?)", content.divisions,
                      [](Statement& to, Place, const Division& d) -> Statement& {
                          return to.with(d.code, d.parent, d.name, d.pinyin);
                      });
    if (done)
        done = refill(database, "clock_rule", "INSERT INTO clock_rule VALUES (?, ?, ?, ?, ?, ?, ?)",
                      content.clock_rules, [](Statement& to, Place place, const ClockRule& r) -> Statement& {
                          return to.with(place, r.id, r.name, r.limit, static_cast<int>(r.unit), r.article, r.sentence);
                      });
    if (done)
        done = refill(
            database, "calendar", "INSERT INTO calendar VALUES (?, ?)", content.calendars,
            [](Statement& to, Place place, const std::string& text) -> Statement& { return to.with(place, text); });
    if (done)
        done = refill(database, "service", "INSERT INTO service VALUES (?, ?, ?, ?)", content.services,
                      [](Statement& to, Place place, const auto& s) -> Statement& {
                          return to.with(place, s.first.id, s.first.order, s.second);
                      });
    if (done)
        done = refill(database, "blob", "INSERT INTO blob VALUES (?, ?)", content.blobs,
                      [](Statement& to, Place, const auto& b) -> Statement& { return to.with(b.first, b.second); });
    if (done)
        done = refill(database, "written", "INSERT INTO written VALUES (?, ?, ?)", content.written,
                      [](Statement& to, Place place, const auto& w) -> Statement& { return to.with(w.first, place, w.second); });
    if (done)
        done = refill(database, "synonym", "INSERT OR IGNORE INTO synonym VALUES (?, ?)", each_way(content.synonyms),
                      [](Statement& to, Place, const auto& s) -> Statement& { return to.with(s.first, s.second); });
    return done;
}

Result<void> write_edition(Database& database, const LibraryContent& content) {
    auto done = database.run("INSERT INTO edition (one, number, info, keys, tokens) VALUES (1, ?1, ?2, ?3, ?4) ON CONFLICT "
                             "(one) DO UPDATE SET "
                             "number = ?1, info = ?2, keys = ?3, tokens = ?4",
                             content.edition.number, to_cbor(to_value(content.edition)), to_cbor(content.keys),
                             token_version);
    if (done) done = database.run_script("DELETE FROM township_edition");
    if (!done || !content.township) return done;
    return database.run("INSERT INTO township_edition (one, number, info) VALUES (1, ?, ?)", content.township->number,
                        to_cbor(to_value(*content.township)));
}

/// Neither number falls, and one rises. A township's edition that goes away is no step back.
Result<void> check_numbers(Database& database, const LibraryContent& content) {
    auto installed = database.number("SELECT number FROM edition", -1);
    if (!installed) return std::move(installed).error();
    auto township = database.number("SELECT number FROM township_edition", -1);
    if (!township) return std::move(township).error();
    const auto offered = static_cast<std::int64_t>(content.edition.number);
    const auto beside = content.township ? static_cast<std::int64_t>(content.township->number) : *township;
    if (offered >= *installed && beside >= *township && (offered > *installed || beside > *township)) return {};
    return Error{ErrorCode::Conflict,
                 "edition " + std::to_string(content.edition.number) + " is not newer than the installed edition " +
                     std::to_string(*installed),
                 {}};
}

} // namespace

struct Library::State {
    Path folder;
    FileLock lock;
    Database database;

    Result<void> install(const LibraryContent& content, Numbering numbering);
};

Library::Library(std::unique_ptr<State> state) : state_(std::move(state)) {}
Library::Library(Library&&) noexcept = default;
Library& Library::operator=(Library&&) noexcept = default;
Library::~Library() = default;

Result<Library> Library::open(const Path& folder) {
    if (auto made = make_folder(folder); !made) return std::move(made).error();
    auto lock = FileLock::take(folder / "library.lock");
    if (!lock) return std::move(lock).error();
    auto database = open_or_begin_anew(folder / "library.db", library_schema);
    if (!database) return std::move(database).error();
    return Library(std::make_unique<State>(State{folder, std::move(*lock), std::move(*database)}));
}

Result<void> Library::State::install(const LibraryContent& content, Numbering numbering) {
    auto transaction = Transaction::begin(database);
    if (!transaction) return std::move(transaction).error();
    if (numbering == Numbering::Rises)
        if (auto newer = check_numbers(database, content); !newer) return newer;
    auto tokens = database.number("SELECT tokens FROM edition", token_version);
    if (!tokens) return std::move(tokens).error();
    if (auto written = write_lists(database, content); !written) return written;
    const Reindex reindex = *tokens == token_version ? Reindex::Changed : Reindex::All;
    if (auto written = replace_pages(database, content.pages, content.edition.publisher, reindex); !written) return written;
    if (auto written = write_edition(database, content); !written) return written;
    return transaction->commit();
}

Result<Path> Library::put_aside(const Path& folder) {
    const auto lock = FileLock::take(folder / "library.lock");
    if (!lock) return lock.error();
    // One is kept for whoever looks for the reason; on a failing disk there would be ever more.
    std::error_code ignored;
    std::vector<Path> older;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
        if (entry.path().filename().string().starts_with("damaged-library-")) older.push_back(entry.path());
    for (const Path& each : older) std::filesystem::remove(each, ignored);
    forget_library_sum(folder);
    return lianxin::put_aside(folder / "library.db", SystemClock().wall());
}

Result<void> Library::install(const LibraryContent& content, Numbering numbering) {
    forget_library_sum(state_->folder);
    auto installed = state_->install(content, numbering);
    if (!installed)
        return std::move(installed).error().in("installing edition " + std::to_string(content.edition.number));
    // The edition is in and durable; a log that could not be emptied now is emptied by the next installation.
    if (auto moved = state_->database.checkpoint(); !moved) return moved;
    if (auto noted = note_library_sum(state_->folder); !noted) log(Priority::Warning, "the hash of library.db is not noted", noted.error());
    return {};
}

} // namespace lianxin
