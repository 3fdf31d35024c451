// What happens around an installation: deltas, mending, putting back, the load check, and blobs that nobody names.
#include "tests/records/pack/hall_library.h"

#include "records/base/cbor.h"
#include "records/pack/delta.h"
#include "records/pack/kept_heads.h"
#include "records/pack/tender.h"
#include "records/store/database.h"
#include "records/store/schema.h"

#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>

using namespace lianxin;

namespace {

std::size_t blobs_in(const Path& library) {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(library / "blobs"))
        count += entry.is_regular_file();
    return count;
}

Tended tend(const Path& library) {
    LibraryTender tender(library);
    Tended all;
    for (unsigned step = 0; step < LibraryTender::steps; ++step) {
        const auto tended = tender.step();
        REQUIRE(tended);
        all.removed += tended->removed;
        all.damaged += tended->damaged;
    }
    return all;
}

/// The blob of an item of the newest county edition.
Path blob_of(const HallLibrary& hall, std::string_view path) {
    auto file = File::open(kept_heads(hall.library).front().file, O_RDONLY);
    REQUIRE(file);
    const auto manifest = parse_manifest(read_edition_head(*file).value().manifest).value();
    for (const auto& item : manifest.items)
        if (item.path == path) {
            const std::string name = to_hex(item.hash);
            return hall.library / "blobs" / name.substr(0, 2) / name;
        }
    FAIL("no such item");
    return {};
}

/// A delta of the edition with what the library lacks.
Path delta_for(const HallLibrary& hall, const Path& edition) {
    const auto opened = EditionFile::open(edition, hall.county.keys()).value();
    const auto missing = missing_items(hall.library, opened, {});
    const auto is_missing = [&](std::size_t index) {
        return std::find(missing.begin(), missing.end(), index) != missing.end();
    };
    const Path path = hall.county.folder() / "delta.lxe";
    const auto size = write_delta(edition, held_bits(opened.manifest().items.size(), is_missing), path);
    REQUIRE(problem_of(size) == "");
    CHECK(*size == std::filesystem::file_size(path));
    return path;
}

Path script(const HallLibrary& hall, std::string_view text) {
    const Path path = hall.county.folder() / "helper";
    REQUIRE(write_file(path, "#!/bin/sh\n" + std::string(text) + "\n"));
    REQUIRE(::chmod(path.c_str(), 0700) == 0);
    return path;
}

} // namespace

TEST_CASE("a delta holds only what is missing, and installs as the whole edition does", "[install][pack.delta]") {
    const HallLibrary hall;
    hall.county.edit("notices/guides/roads.md", "公路坏了就修。", "公路坏了当天修。");
    const Path whole = hall.county.edition(6), delta = delta_for(hall, whole);
    CHECK(std::filesystem::file_size(delta) < std::filesystem::file_size(whole));
    // Elsewhere the same delta is not enough.
    auto elsewhere = hall.options();
    elsewhere.library = hall.county.folder() / "elsewhere";
    const auto lacking = install_edition(delta, elsewhere);
    CHECK(refusal_of(lacking.error()) == Refusal::MissingItem);
    hall.install(delta);
    CHECK(hall.installed_number() == 6);
    CHECK(LibraryReader::open(hall.library)->page("roads")->body.find("当天") != std::string::npos);
    CHECK(write_delta(delta, held_bits(8, [](std::size_t) { return true; }), hall.county.folder() / "x").error().code ==
          ErrorCode::Invalid);
    CHECK(write_delta(whole, Bytes(2, 0), hall.county.folder() / "x").error().code == ErrorCode::Invalid);
}

TEST_CASE("every bit of a delta's list of what it holds that is changed is noticed", "[edition][pack.flip]") {
    const HallLibrary hall;
    hall.county.edit("notices/guides/roads.md", "公路坏了就修。", "公路坏了当天修。");
    const Path delta = delta_for(hall, hall.county.edition(6));
    const auto bytes = read_file(delta, 1 << 20).value();
    auto file = File::open(delta, O_RDONLY);
    const auto held_at = read_edition_head(*file).value().blobs_at - 1;
    for (unsigned bit = 0; bit < 8; ++bit) {
        auto changed = bytes;
        changed[held_at] ^= static_cast<std::uint8_t>(1u << bit);
        REQUIRE(write_file(delta, changed));
        CHECK_FALSE(install_edition(delta, hall.options()));
    }
    CHECK(hall.installed_number() == 5);
}

TEST_CASE("what the disk lost of an installed edition is mended by installing it again", "[install][pack.mended]") {
    const HallLibrary hall;
    const Path picture = blob_of(hall, "pictures/road.png");
    REQUIRE(write_file(picture, std::string(small_png().size(), 'x')));
    CHECK_FALSE(LibraryReader::open(hall.library)->blob("pictures/road.png", 1 << 20));
    const auto tended = tend(hall.library);
    CHECK(tended.damaged == 1);
    CHECK(tended.removed == 0);
    const auto mended = install_edition(hall.county.edition(5), hall.options());
    REQUIRE(problem_of(mended) == "");
    CHECK(mended->outcome == Installed::Outcome::Mended);
    CHECK(LibraryReader::open(hall.library)->blob("pictures/road.png", 1 << 20).value() == small_png());
}

TEST_CASE("a lost database is built again from what lies beside it", "[install][pack.restored]") {
    const HallLibrary hall;
    const SmallTownship town(hall.county);
    REQUIRE(write_file(hall.library / "library.db", std::string(5000, 'x')));
    CHECK(restore_library(hall.options()).value());
    CHECK(hall.installed_number() == 5);
    CHECK(LibraryReader::open(hall.library)->page("roads"));
    CHECK_FALSE(restore_library(hall.options()).value());
}

TEST_CASE("blobs go once neither the installed edition nor the one before names them", "[install][pack.tended]") {
    const HallLibrary hall;
    const auto first = blobs_in(hall.library);
    hall.county.edit("notices/guides/roads.md", "公路坏了就修。", "公路坏了当天修。");
    hall.install(hall.county.edition(6));
    CHECK(tend(hall.library).removed == 0); // edition 5 is the one before
    CHECK(blobs_in(hall.library) == first + 2);
    hall.county.edit("notices/guides/roads.md", "公路坏了当天修。", "公路坏了隔天修。");
    hall.install(hall.county.edition(7));
    CHECK(tend(hall.library).removed == 2); // page and manifest of edition 5
    CHECK(blobs_in(hall.library) == first + 2);
    CHECK(kept_heads(hall.library).size() == 2);
    // A library that does not know all it names throws nothing away.
    std::filesystem::remove_all(hall.library / "heads");
    CHECK(tend(hall.library).removed == 0);
}

TEST_CASE("an edition that cannot be read back is taken out again, and the one before is there",
          "[install][pack.put-back]") {
    const HallLibrary hall;
    hall.county.edit("notices/guides/roads.md", "公路坏了就修。", "公路坏了当天修。");
    auto how = hall.options();
    how.read_back = [](const LibraryReader& reader) -> Result<void> {
        CHECK(reader.edition()->number == 6);
        return Error{ErrorCode::Corrupt, "no page can be read", {}};
    };
    const auto done = install_edition(hall.county.edition(6), how);
    CHECK(refusal_of(done.error()) == Refusal::DidNotLoad);
    CHECK(hall.installed_number() == 5);
    CHECK(LibraryReader::open(hall.library)->page("roads")->body.find("就修") != std::string::npos);
    // It is no grudge: the same edition goes in once it can be read.
    hall.install(hall.county.edition(6));
    CHECK(hall.installed_number() == 6);
}

TEST_CASE("the first edition of all goes again too when it cannot be read back", "[install][pack.put-back]") {
    const SmallCounty county;
    const Path library = county.folder() / "library";
    InstallOptions how{library, county.keys(), "990021101000", "QX-01", {}};
    how.read_back = [](const LibraryReader&) -> Result<void> { return Error{ErrorCode::Corrupt, "no page can be read", {}}; };
    CHECK(refusal_of(install_edition(county.edition(1), how).error()) == Refusal::DidNotLoad);
    CHECK(LibraryReader::open(library).error().code == ErrorCode::NotFound);
    // Nor does the next start of the daemon put it in.
    CHECK_FALSE(restore_library(how).value());
    CHECK(LibraryReader::open(library).error().code == ErrorCode::NotFound);
    how.read_back = {};
    REQUIRE(problem_of(install_edition(county.edition(1), how)) == "");
    CHECK(LibraryReader::open(library)->edition()->number == 1);
}

TEST_CASE("the load check sees what is new, and its end decides", "[install][pack.load-check]") {
    const HallLibrary hall;
    hall.county.edit("notices/guides/roads.md", "公路坏了就修。", "公路坏了当天修。");
    const Path six = hall.county.edition(6), seen = hall.county.folder() / "seen";
    auto how = hall.options();
    const auto with = [&](std::string_view text, LoadCheckLimits limits = {}) {
        how.load_check = [program = script(hall, text), limits](const std::vector<LoadCheckItem>& items) {
            return run_load_check(program, items, limits);
        };
    };
    with("echo 'notices/guides/roads.md: a table that is too wide'; echo more; exit 1");
    CHECK(install_edition(six, how).error().message == "notices/guides/roads.md: a table that is too wide");
    CHECK(hall.refused(six, how) == "unreadable_item");
    with("kill -SEGV $$");
    CHECK(hall.refused(six, how) == "check_crashed");
    with("exit 4");
    CHECK(hall.refused(six, how) == "check_crashed");
    with("exec sleep 600", {512u << 20, std::chrono::seconds(60), std::chrono::seconds(1)});
    CHECK(hall.refused(six, how) == "check_too_slow");
    with("while :; do :; done", {512u << 20, std::chrono::seconds(1), std::chrono::seconds(60)});
    CHECK(hall.refused(six, how) == "check_too_slow");
    // What wants more memory than it may have; where a sanitizer needs all addresses there is no bound to run into.
    with("test \"$(ulimit -v)\" = 262144 && dd if=/dev/zero of=/dev/null bs=300M count=1 2>/dev/null && exit 0; kill -ABRT $$",
         {256u << 20, std::chrono::seconds(60), std::chrono::seconds(60)});
    CHECK(hall.refused(six, how) == "check_crashed");
    with("echo 'missing font'; exit 3"); // not the edition's fault
    CHECK(hall.refused(six, how) == "not_found: the load check lacks something: missing font");
    how.load_check = [](const std::vector<LoadCheckItem>& items) { return run_load_check("/nowhere/at/all", items); };
    CHECK(hall.refused(six, how).find("cannot be run") != std::string::npos);

    // A shell may write no file within these limits, so it hands on what it read.
    std::vector<LoadCheckItem> shown;
    how.load_check = [&](const std::vector<LoadCheckItem>& items) {
        shown = items;
        return run_load_check(script(hall, "test \"$(grep -c '^page\t')\" = 1"), items);
    };
    REQUIRE(problem_of(install_edition(six, how)) == "");
    REQUIRE(shown.size() == 2);
    CHECK(shown[0].what == LoadCheckItem::What::Page);
    CHECK(shown[1].what == LoadCheckItem::What::Beside);
    CHECK(hall.installed_number() == 6);
}

namespace {

struct Shown {
    std::uint64_t edition;
    std::string body;
    std::size_t hits, ncgl, pages;
    Bytes picture;
    bool operator==(const Shown&) const = default;
};

Shown shown(const Path& library) {
    const auto reader = LibraryReader::open(library);
    REQUIRE(problem_of(reader) == "");
    return {reader->edition()->number, reader->page("roads")->body, reader->search("公路", 10).size(), reader->search("ncgl", 10).size(), reader->page_count(""),
            reader->blob("pictures/road.png", 1 << 20).value()};
}

/// Writes junk over a sector, as a failing disk does.
void spoil_sector(const Path& file, std::uint64_t sector) {
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    std::string junk(512, '\0');
    for (std::size_t i = 0; i < junk.size(); ++i) junk[i] = static_cast<char>(i * 31 + sector);
    stream.seekp(static_cast<std::streamoff>(sector * 512));
    stream << junk;
    REQUIRE(stream.good());
}

} // namespace

TEST_CASE("whichever sector of the database the disk damages, the library is built anew from the kept edition at once", "[install][pack.sectors]") {
    const HallLibrary hall;
    const Path database = hall.library / "library.db";
    const Shown before = shown(hall.library);
    CHECK_FALSE(restore_library(hall.options()).value());
    const std::uint64_t sectors = std::filesystem::file_size(database) / 512;
    for (std::uint64_t sector = 0; sector < sectors; sector += 1 + sectors / 60) {
        INFO("sector " << sector << " of " << sectors);
        spoil_sector(database, sector);
        REQUIRE(restore_library(hall.options()).value());
        CHECK(shown(hall.library) == before);
        CHECK_FALSE(restore_library(hall.options()).value());
    }
    // One damaged file is kept for whoever looks for the reason, not one for each time.
    std::size_t aside = 0;
    for (const auto& entry : std::filesystem::directory_iterator(hall.library)) aside += entry.path().filename().string().starts_with("damaged-library-") ? 1U : 0U;
    CHECK(aside <= 3); // the file, and what SQLite has beside it
}

TEST_CASE("a damaged database whose edition is not all here is not thrown away", "[install][pack.sectors]") {
    const HallLibrary hall;
    std::filesystem::remove(blob_of(hall, "notices/guides/roads.md"));
    spoil_sector(hall.library / "library.db", std::filesystem::file_size(hall.library / "library.db") / 512 - 1);
    CHECK_FALSE(restore_library(hall.options()).value());
    CHECK(std::filesystem::exists(hall.library / "library.db"));
}

TEST_CASE("an edition that does not load after it was installed is taken out, the one before is there, and it does not come back by itself",
          "[install][pack.roll-back]") {
    const HallLibrary hall;
    CHECK_FALSE(roll_back_library(hall.options()).value()); // there is none before it
    CHECK(hall.installed_number() == 5);
    const Shown before = shown(hall.library);
    hall.county.edit("notices/guides/roads.md", "公路坏了就修。", "公路坏了当天修。");
    const Path six = hall.county.edition(6);
    hall.install(six);
    REQUIRE(roll_back_library(hall.options()).value());
    CHECK(shown(hall.library) == before);
    CHECK(hall.refused(six) == "did_not_load");
    CHECK_FALSE(roll_back_library(hall.options()).value());
    hall.install(hall.county.edition(7));
    CHECK(hall.installed_number() == 7);
}

TEST_CASE("a library that an older program wrote is brought up to date, and what is installed in it stays", "[install][pack.upgraded]") {
    const HallLibrary hall;
    const Shown before = shown(hall.library);
    {
        // As it was before the last step of its form: a reader must wait for whoever writes it.
        Schema older = library_schema;
        older.migrations = older.migrations.first(older.migrations.size() - 1);
        const auto info = LibraryReader::open(hall.library)->edition().value();
        std::filesystem::remove(hall.library / "library.db");
        auto old = Database::open_writer(hall.library / "library.db", older);
        REQUIRE(old);
        REQUIRE(old->run("INSERT INTO edition (one, number, info, keys, tokens) VALUES (1, 5, ?, ?, 0)", to_cbor(to_value(info)), to_cbor(to_value(hall.county.keys()))));
    }
    CHECK(LibraryReader::open(hall.library).error().code == ErrorCode::Unavailable);
    static_cast<void>(restore_library(hall.options()));
    CHECK(LibraryReader::open(hall.library));
    hall.install(hall.county.edition(6));
    CHECK(hall.installed_number() == 6);
    CHECK(shown(hall.library).body == before.body);
}
