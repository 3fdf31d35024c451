// Installing editions: all of it or nothing, and a refused edition changes nothing.
#include "records/base/text.h"
#include "records/pack/installer.h"
#include "records/seal/hash.h"
#include "records/store/library.h"
#include "tests/records/pack/hall_library.h"

#include <catch2/catch_test_macros.hpp>

#include <fcntl.h>

using namespace lianxin;

namespace {

InstallOptions options(const SmallCounty& county, const Path& library) {
    return {library, county.keys(), "990021101000", "QX-01", {}};
}

std::uint64_t installed_number(const Path& library) {
    auto reader = LibraryReader::open(library);
    REQUIRE(problem_of(reader) == "");
    return reader->edition().value().number;
}

/// A county whose edition 5 is installed in `library`.
struct Hall {
    SmallCounty county;
    Path library = county.folder() / "library";
    Hall() {
        const auto done = install_edition(county.edition(5), options(county, library));
        REQUIRE(problem_of(done) == "");
    }
    /// The sentence of the refusal, after making sure that nothing changed.
    std::string refused(const Path& file, const InstallOptions& how) const {
        const auto before = state_of(library);
        const auto done = install_edition(file, how);
        REQUIRE_FALSE(done);
        CHECK(state_of(library) == before);
        CHECK(installed_number(library) == 5);
        return done.error().text();
    }
    std::string refused(const Path& file) const { return refused(file, options(county, library)); }
};

} // namespace

TEST_CASE("an installed edition is read whole from the library", "[install]") {
    const SmallCounty county;
    const Path library = county.folder() / "library";
    const auto done = install_edition(county.edition(1), options(county, library));
    REQUIRE(problem_of(done) == "");
    CHECK(done->outcome == Installed::Outcome::New);
    CHECK(done->items == 8);
    CHECK(done->blobs_written == 9); // with the manifest
    auto reader = LibraryReader::open(library);
    REQUIRE(reader);
    CHECK(reader->edition()->title == "便民服务内容");
    CHECK(reader->services().size() == 1);
    CHECK(reader->divisions().size() == 3);
    CHECK(reader->page("roads")->title_pinyin == "nong cun gong lu yang hu ban fa");
    CHECK(reader->page("roads")->kind == PageKind::Guide);
    CHECK(reader->blob("pictures/road.png", 1 << 20).value() == small_png());
    CHECK(reader->search("公路", 10).size() == 1);
    CHECK(reader->search("ncgl", 10).size() == 1);
    CHECK_FALSE(reader->calendar().is_working(std::chrono::year(2026) / 1 / 1));
    CHECK(newest_keys(county.keys(), reader->keys()).value() == county.keys());
    CHECK_FALSE(std::filesystem::exists(library / "staging"));
}

TEST_CASE("installing the same edition again changes nothing", "[install][pack.idempotent]") {
    const Hall hall;
    const auto before = state_of(hall.library);
    const auto again = install_edition(hall.county.edition(5), options(hall.county, hall.library));
    REQUIRE(problem_of(again) == "");
    CHECK(again->outcome == Installed::Outcome::AlreadyThere);
    CHECK(state_of(hall.library) == before);
}

TEST_CASE("the next edition writes only what changed", "[install][pack.delta]") {
    const Hall hall;
    hall.county.edit("notices/guides/roads.md", "公路坏了就修。", "公路坏了当天就修。");
    const auto next = install_edition(hall.county.edition(6), options(hall.county, hall.library));
    REQUIRE(problem_of(next) == "");
    CHECK(next->blobs_written == 2); // the page and the manifest
    CHECK(installed_number(hall.library) == 6);
    CHECK(LibraryReader::open(hall.library)->page("roads")->body.find("当天") != std::string::npos);
}

TEST_CASE("a damaged text in the library is mended by the next edition", "[install]") {
    const Hall hall;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(hall.library / "blobs"))
        if (entry.is_regular_file()) REQUIRE(write_file(entry.path(), std::string(entry.file_size(), 'x')));
    REQUIRE(problem_of(install_edition(hall.county.edition(6), options(hall.county, hall.library))) == "");
    CHECK(LibraryReader::open(hall.library)->blob("forms/help.toml", 1 << 20));
}

TEST_CASE("each edition that is refused says why and changes nothing", "[install][pack.refused]") {
    const Hall hall;
    CHECK(hall.refused(hall.county.edition(4)) == "refused as older: conflict: edition 4 is older than the installed edition 5");
    hall.county.edit("edition.toml", "便民服务内容", "别的内容");
    CHECK(hall.refused(hall.county.edition(5)) == "refused as same_number: conflict: another edition with the number 5 is installed");

    const SmallCounty stranger("990021", 2);
    CHECK(hall.refused(stranger.edition(6)) == "refused as stranger: untrusted: the edition is not signed by a publisher of county 990021 "
                                               "(signed by a key that the county does not name)");
    const SmallCounty neighbour("990022", 3);
    CHECK(hall.refused(neighbour.edition(6)).substr(0, 92) ==
          "refused as stranger: untrusted: the edition is not signed by a publisher of county 990021 (s");

    auto late = options(hall.county, hall.library);
    late.earliest = TimePoint(std::chrono::sys_days(std::chrono::year(2028) / 1 / 1));
    CHECK(hall.refused(hall.county.edition(6), late) ==
          "refused as expired: invalid: the edition expired on 2028-01-01; ask the county for a newer one");

    hall.county.edit("edition.toml", "audience = \"all\"", "audience = [\"township:990021103000\", \"kiosk:BY-02\"]");
    CHECK(hall.refused(hall.county.edition(6)) == "refused as other_audience: invalid: the edition is meant for other townships or kiosks");
    CHECK(hall.refused(hall.county.folder() / "none.lxe").substr(0, 10) == "not_found:");
}

TEST_CASE("an edition for another county is refused even when our publisher signed it", "[install][pack.refused]") {
    const Hall hall;
    hall.county.edit("edition.toml", "county = \"990021\"", "county = \"990022\"");
    CHECK(hall.refused(hall.county.edition(6)) == "refused as other_county: untrusted: the edition is for county 990022, not for 990021");
}

TEST_CASE("an edition with any byte changed or cut off is refused and the library stays as it was",
          "[install][pack.torn]") {
    const Hall hall;
    hall.county.edit("notices/guides/roads.md", "公路坏了就修。", "公路坏了当天就修。");
    hall.county.write("pictures/road.png", text_of(small_png()) + std::string("\0\0\0\0IEND\xae\x42\x60\x82", 12));
    const auto whole = read_file(hall.county.edition(6), 1 << 20).value();
    const auto before = state_of(hall.library);
    const Path spoiled = hall.county.folder() / "spoiled.lxe";
    const auto try_it = [&](ByteView bytes) {
        auto file = File::open(spoiled, O_WRONLY | O_CREAT | O_TRUNC);
        REQUIRE(file->write_all(bytes));
        return install_edition(spoiled, options(hall.county, hall.library));
    };
    for (std::size_t i = 0; i < whole.size(); i += 100) REQUIRE_FALSE(try_it(ByteView(whole).first(i)));
    // Blobs that the library already holds are not read from the file at all, so a change there goes unnoticed and does
    // no harm: every byte is tried on a file whose blobs are all new in edition_file_test.cpp. Here: head, and the
    // blobs that are new.
    auto file = File::open(hall.county.folder() / "edition-6.lxe", O_RDONLY);
    const auto head = read_edition_head(*file).value().blobs_at;
    for (std::size_t i = 0; i < head; i += 7) {
        auto changed = whole;
        changed[i] ^= static_cast<std::uint8_t>(1u << (i % 8));
        INFO("byte " << i);
        REQUIRE_FALSE(try_it(changed));
    }
    auto changed = whole;
    changed.back() ^= 1; // the picture, last by path
    CHECK(try_it(changed).error().text() == "pictures/road.png: refused as damaged_item: corrupt: the item is damaged; copy the edition again");
    CHECK(state_of(hall.library) == before);
    CHECK(problem_of(try_it(whole)) == "");
}

TEST_CASE("an item that the kiosk could not read keeps the whole edition out", "[install][pack.load]") {
    const Hall hall;
    Manifest manifest;
    manifest.info = {6,        "990021",    "小县",      "内容",
                     "办公室", TimePoint{}, TimePoint{}, TimePoint(std::chrono::hours(24 * 365 * 100))};
    manifest.audience = {"all"};
    const Bytes form = copy_of(bytes_of("id = \"help\"\n"));
    ManifestItem item;
    item.path = "forms/help.toml";
    item.kind_name = "form";
    item.size = item.stored = form.size();
    item.hash = blake2b(form);
    manifest.items = {item};
    EditionHead head{to_document(manifest), {}, "", 0};
    sign_edition(head, manifest, hall.county.key("publisher"));
    Bytes bytes = encode(head);
    append(bytes, form);
    REQUIRE(write_file(hall.county.folder() / "odd.lxe", bytes));
    CHECK(hall.refused(hall.county.folder() / "odd.lxe").substr(0, 76) ==
          "forms/help.toml: refused as unreadable_item: invalid: \"version\" must be give");
}

TEST_CASE("an edition of later days is refused while they have certainly not come, and put in unchanged when they have", "[install][pack.early]") {
    const Hall hall;
    hall.county.edit("edition.toml", "not_before = 2026-01-01", "not_before = 2027-03-01");
    const Path file = hall.county.edition(6);
    const TimePoint first_day = TimePoint(std::chrono::sys_days(std::chrono::year(2027) / 2 / 28)) + std::chrono::hours(16); // midnight in China
    auto how = options(hall.county, hall.library);
    how.latest = first_day - Milliseconds(1);
    CHECK(hall.refused(file, how) == "refused as too_early: unavailable: the edition is valid from 2027-03-01 on; put it in then");
    SECTION("on the day itself") { how.latest = first_day; }
    SECTION("by a clock that may be anywhere nothing is too early") {
        how.latest.reset();
        how.earliest = TimePoint(std::chrono::sys_days(std::chrono::year(2026) / 1 / 2));
    }
    REQUIRE(problem_of(install_edition(file, how)) == "");
    CHECK(installed_number(hall.library) == 6);
}

TEST_CASE("an expired edition stays readable", "[install][pack.expired]") {
    const SmallCounty county;
    county.edit("edition.toml", "expires = 2027-12-31", "expires = 2026-01-02");
    const Path library = county.folder() / "library";
    REQUIRE(problem_of(install_edition(county.edition(1), options(county, library))) == "");
    CHECK(LibraryReader::open(library)->page("roads")->title == "农村公路养护办法");
}

TEST_CASE("keys that an edition brought are kept and asked of the next", "[install][pack.roll-over]") {
    const Hall hall;
    auto keys = parse_county_keys(hall.county.keys().document).value();
    SeededRandom random(5);
    const auto publisher = SigningKey::make(random);
    keys.version = 2;
    keys.publishers = {{key_id_of(publisher.public_key()), publisher.public_key()}};
    SignedKeys next{to_document(keys), ""};
    REQUIRE(add_root_signature(next, hall.county.key("root-1")));
    REQUIRE(add_root_signature(next, hall.county.key("root-2")));
    static_cast<void>(hall.county.edition(6));
    const Path file = hall.county.folder() / "rolled.lxe";
    REQUIRE(hall.county.build(file, {}, next));
    REQUIRE(sign_edition_file(file, publisher));
    REQUIRE(problem_of(install_edition(file, options(hall.county, hall.library))) == "");
    CHECK(newest_keys(hall.county.keys(), LibraryReader::open(hall.library)->keys()).value() == next);
    const auto old = install_edition(hall.county.edition(7), options(hall.county, hall.library));
    CHECK(old.error().code == ErrorCode::Untrusted);
}

TEST_CASE("two installers do not work at once", "[install]") {
    const Hall hall;
    const auto lock = FileLock::take(hall.library / "install.lock");
    REQUIRE(lock);
    const auto file = hall.county.edition(6);
    CHECK(hall.refused(file).find("is in use by another process") != std::string::npos);
}
