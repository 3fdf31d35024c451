// The library: an edition goes in whole, and comes out as it was.
#include "tests/records/store/hall.h"
#include "tests/records/store/notices.h"

#include "records/seal/hash.h"
#include "records/store/blob_folder.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::hall;

namespace {

LibraryContent whole_edition(std::uint64_t number) {
    LibraryContent content = edition_of(number, sample_pages());
    const Path county = Path(LIANXIN_SOURCE_DIR) / "assets/samples/county";
    content.edition.made = TimePoint(Milliseconds(1'795'000'000'000));
    content.channels = *parse_channels(*read_text(county / "channels.toml", 1u << 20));
    content.departments = *parse_departments(*read_text(county / "departments.csv", 1u << 20));
    content.divisions = *parse_divisions(*read_text(county / "divisions.csv", 1u << 20));
    content.clock_rules = *parse_clock_rules(*read_text(county / "clocks.toml", 1u << 20));
    for (const char* year : {"2026.ics", "2027.ics"})
        content.calendars.push_back(*read_text(county / "holidays" / year, 1u << 20));
    for (const char* form : {"help.toml", "consult.toml"}) {
        const std::string toml = *read_text(county / "forms" / form, 1u << 20);
        content.services.emplace_back(*parse_service(toml), toml);
    }
    content.keys.set("intake", "age1example");
    return content;
}

std::vector<std::string> ids_of(const std::vector<SearchHit>& hits) {
    std::vector<std::string> ids;
    for (const auto& hit : hits) ids.push_back(hit.page.id);
    return ids;
}

} // namespace

TEST_CASE("a library without an edition says so") {
    Folder folder;
    CHECK(LibraryReader::open(folder.path).error().code == ErrorCode::NotFound);
    REQUIRE(Library::open(folder.path));
    CHECK(LibraryReader::open(folder.path).error().code == ErrorCode::NotFound);
}

TEST_CASE("an edition is read as it was installed") {
    Folder folder;
    auto library = Library::open(folder.path);
    REQUIRE(library);
    const auto content = whole_edition(7);
    REQUIRE(library->install(content));
    auto reader = LibraryReader::open(folder.path);
    REQUIRE(reader);
    CHECK(reader->edition()->number == 7);
    CHECK(reader->edition()->county_name == "青禾县");
    CHECK(reader->edition()->made == content.edition.made);
    CHECK(reader->keys() == content.keys);
    CHECK(reader->channels().size() == content.channels.size());
    CHECK(reader->departments().front().phone == content.departments.front().phone);
    CHECK(reader->divisions().size() == content.divisions.size());
    REQUIRE(reader->clock_rules().size() == content.clock_rules.size());
    CHECK(reader->clock_rules().back().article == content.clock_rules.back().article);
    CHECK(reader->calendar().knows_year_of(Day(std::chrono::days(20'500))));
    CHECK(reader->services().size() == 2);
    CHECK(reader->page_count("") == content.pages.size());
    const auto& original = content.pages.front();
    const auto page = reader->page(original.id);
    REQUIRE(page);
    CHECK(page->body == original.body);
    CHECK(page->keywords == original.keywords);
    CHECK(page->effective == original.effective);
    CHECK(page->expires == original.expires);
    CHECK(page->published == original.published);
    CHECK(page->number == original.number);
    CHECK(reader->page("no-such-page").error().code == ErrorCode::NotFound);
}

TEST_CASE("what a page says of corrections, documents and windows comes out as it went in, with its signer", "[library.signer]") {
    Folder folder;
    auto pages = made_pages(2, 4);
    pages[0].updated = pages[0].published + std::chrono::days(3);
    pages[0].corrections = {{"标准", "300元", "200元"}};
    pages[0].documents = {{"户口簿", "原件"}};
    pages[0].rebuts = "传言";
    pages[0].fact = "事实";
    pages[0].show = windows_from("2026-11-01|2026-12-01|0-1440|1234567");
    pages[0].signer = "清溪镇人民政府";
    auto content = edition_of(1, pages);
    content.written = {{"roster", "day"}, {"alert", "<one/>"}, {"alert", "<two/>"}};
    REQUIRE(Library::open(folder.path)->install(content));
    auto reader = LibraryReader::open(folder.path);
    const auto page = reader->page("made-0");
    REQUIRE(page);
    CHECK(page->updated == pages[0].updated);
    CHECK(page->corrections == pages[0].corrections);
    CHECK(page->documents == pages[0].documents);
    CHECK(page->fact == "事实");
    CHECK(page->show == pages[0].show);
    CHECK(page->signer == "清溪镇人民政府");
    CHECK(reader->page("made-1")->signer == "青禾县");
    CHECK(reader->written("alert") == std::vector<std::string>{"<one/>", "<two/>"});
    CHECK(reader->written("signage").empty());
    // Nothing but the signer changed: the row follows.
    pages[0].signer.clear();
    auto next = edition_of(2, pages);
    REQUIRE(Library::open(folder.path)->install(next));
    CHECK(reader->page("made-0")->signer == "青禾县");
    CHECK(reader->written("alert").empty());
}

TEST_CASE("pages outside their windows are in no list and no search, but can be read", "[library.window]") {
    Folder folder;
    auto pages = made_pages(6, 4);
    pages[2].title = "冬季供暖时间";
    pages[2].show = windows_from("2026-11-15|2027-03-16|0-1440|1234567");
    REQUIRE(Library::open(folder.path)->install(edition_of(1, pages)));
    auto reader = LibraryReader::open(folder.path);
    const TimePoint before = *parse_iso_time("2026-11-14T15:59:00Z"), in = *parse_iso_time("2026-11-14T16:00:00Z");
    CHECK(reader->pages("", 0, 100, before).size() == 5);
    CHECK(reader->page_count("", before) == 5);
    CHECK(reader->pages("", 0, 100, in).size() == 6);
    CHECK(reader->page_count(pages[2].channel, in) == reader->page_count(pages[2].channel));
    CHECK(reader->search("冬季供暖", 5, before).empty());
    CHECK(reader->search("冬季供暖", 5, in).size() == 1);
    CHECK(reader->page("made-2"));
}

TEST_CASE("corrections are followed both ways, oldest first", "[library.chain]") {
    Folder folder;
    auto pages = made_pages(5, 4);
    pages[1].supersedes = "made-0";
    pages[3].supersedes = "made-1";
    REQUIRE(Library::open(folder.path)->install(edition_of(1, pages)));
    auto reader = LibraryReader::open(folder.path);
    for (const char* id : {"made-0", "made-1", "made-3"}) {
        std::vector<std::string> ids;
        for (const auto& page : reader->chain(id)) ids.push_back(page.id);
        CHECK(ids == std::vector<std::string>{"made-0", "made-1", "made-3"});
    }
    CHECK(reader->chain("made-2").size() == 1);
    CHECK(reader->chain("made-0")[0].corrected);
    CHECK_FALSE(reader->chain("made-0")[0].corrects);
    CHECK(reader->chain("made-0")[1].corrects);
    CHECK_FALSE(reader->chain("made-0")[2].corrected);
}

TEST_CASE("lists show pinned pages first, then the newest, a part at a time") {
    Folder folder;
    REQUIRE(Library::open(folder.path)->install(whole_edition(1)));
    auto reader = LibraryReader::open(folder.path);
    REQUIRE(reader);
    const auto all = reader->pages("", 0, 1000);
    REQUIRE(all.size() == reader->page_count(""));
    for (std::size_t at = 1; at < all.size(); ++at) {
        CHECK(all[at - 1].pinned >= all[at].pinned);
        if (all[at - 1].pinned == all[at].pinned) CHECK(all[at - 1].published >= all[at].published);
    }
    const auto some = reader->pages("", 2, 2);
    REQUIRE(some.size() == 2);
    CHECK(some[0].id == all[2].id);
    const std::string channel = all.front().channel;
    for (const auto& page : reader->pages(channel, 0, 1000)) CHECK(page.channel == channel);
    CHECK(reader->pages(channel, 0, 1000).size() == reader->page_count(channel));
}

TEST_CASE("an edition that is not newer is refused and changes nothing", "[store.edition]") {
    Folder folder;
    auto library = Library::open(folder.path);
    REQUIRE(library);
    REQUIRE(library->install(whole_edition(5)));
    auto older = edition_of(5, {});
    CHECK(library->install(older).error().code == ErrorCode::Conflict);
    older.edition.number = 4;
    CHECK(library->install(older).error().code == ErrorCode::Conflict);
    CHECK(LibraryReader::open(folder.path)->page_count("") == sample_pages().size());
}

TEST_CASE("an edition with a mistake leaves the one before untouched", "[store.edition]") {
    Folder folder;
    auto library = Library::open(folder.path);
    REQUIRE(library);
    REQUIRE(library->install(whole_edition(5)));
    auto broken = whole_edition(6);
    broken.channels.push_back(broken.channels.front()); // the same id twice
    broken.pages.clear();
    REQUIRE_FALSE(library->install(broken));
    auto reader = LibraryReader::open(folder.path);
    CHECK(reader->edition()->number == 5);
    CHECK(reader->page_count("") == sample_pages().size());
    CHECK_FALSE(reader->search("公路", 5).empty());
}

TEST_CASE("a new edition is searched at once: changed, new and withdrawn pages alike") {
    Folder folder;
    auto library = Library::open(folder.path);
    REQUIRE(library);
    auto pages = made_pages(50, 3);
    pages[10].body = "独一无二的旧句子。";
    REQUIRE(library->install(edition_of(1, pages)));
    auto reader = LibraryReader::open(folder.path);
    REQUIRE(reader);
    CHECK(ids_of(reader->search("独一无二", 5)) == std::vector<std::string>{"made-10"});
    pages[10].body = "改写以后的新句子。";
    pages[11].title = "瓢泼大雨应急办法";
    pages.erase(pages.begin() + 20);
    Page fresh = pages[0];
    fresh.id = "fresh";
    fresh.body = "鹅卵石步道开放。";
    pages.push_back(fresh);
    REQUIRE(library->install(edition_of(2, pages)));
    CHECK(reader->search("独一无二", 5).empty());
    CHECK(ids_of(reader->search("改写以后", 5)) == std::vector<std::string>{"made-10"});
    CHECK(ids_of(reader->search("瓢泼大雨", 5)) == std::vector<std::string>{"made-11"});
    CHECK(ids_of(reader->search("鹅卵石", 5)) == std::vector<std::string>{"fresh"});
    for (const auto& hit : reader->search("的", 1000)) CHECK(hit.page.id != "made-20");
    CHECK(reader->page("made-20").error().code == ErrorCode::NotFound);
}

TEST_CASE("a file of the edition is given out only when its bytes are the signed ones", "[store.blob]") {
    Folder folder;
    const Bytes picture(5000, 42);
    const Hash hash = blake2b(picture);
    auto content = edition_of(1, {});
    content.blobs = {{"pictures/map.png", hash}, {"pictures/gone.png", Hash{1}}};
    REQUIRE(Library::open(folder.path)->install(content));
    const Path file = blob_file(folder.path, hash);
    REQUIRE(make_folder(file.parent_path()));
    REQUIRE(write_file(file, picture));
    auto reader = LibraryReader::open(folder.path);
    REQUIRE(reader);
    CHECK(*reader->blob("pictures/map.png", 1u << 20) == picture);
    CHECK(reader->blob("pictures/map.png", 100).error().code == ErrorCode::Invalid);
    CHECK(reader->blob("pictures/other.png", 1u << 20).error().code == ErrorCode::NotFound);
    CHECK(reader->blob("pictures/gone.png", 1u << 20).error().code == ErrorCode::NotFound);
    SeededRandom random(1);
    damage(file, 100, 4, random);
    CHECK(reader->blob("pictures/map.png", 1u << 20).error().code == ErrorCode::Corrupt);
}
