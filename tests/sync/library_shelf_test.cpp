// What the kiosk says of the library, and what the daemon does about it.
#include "sync/library_shelf.h"

#include "records/pack/delta.h"
#include "tests/records/pack/hall_library.h"
#include "sync/inotify_waker.h"

#include <catch2/catch_test_macros.hpp>
#include <fcntl.h>
#include <fstream>

using namespace lianxin;

namespace {

using How = LibraryWord::How;

/// A daemon's shelf over a library that holds edition 6 after 5.
struct Shelf {
    Shelf() {
        hall.county.edit("notices/guides/roads.md", "公路坏了就修。", "公路坏了当天修。");
        hall.install(hall.county.edition(6));
        settings.library = hall.library;
        settings.enrolment = hall.county.keys_folder();
    }
    std::uint64_t after(const LibraryWord& word) {
        LibraryShelf(settings, "990021101000", "QX-01", clock).heed(word);
        return hall.installed_number();
    }
    const HallLibrary hall;
    Settings settings;
    ManualClock machine{TimePoint(Milliseconds(1'795'700'000'000))};
    TrustedClock clock{machine, "boot"};
};

} // namespace

TEST_CASE("an edition that the kiosk cannot load is taken out and the one before comes back", "[sync][library.roll-back]") {
    Shelf shelf;
    CHECK(shelf.after({How::Shown, 6, 0, 0, "b"}) == 6);
    CHECK(shelf.after({How::Loading, 6, 0, 2, "b"}) == 6); // power may have gone twice
    CHECK(shelf.after({How::Unreadable, 5, 0, 0, "b"}) == 6); // of what was there before
    SECTION("it died over it three times") { CHECK(shelf.after({How::Loading, 6, 0, 3, "b"}) == 5); }
    SECTION("it says so") { CHECK(shelf.after({How::Unreadable, 6, 0, 0, "b"}) == 5); }
    SECTION("it could not even tell which it is") { CHECK(shelf.after({How::Unreadable, 0, 0, 0, "b"}) == 5); }
    CHECK(shelf.after({How::Unreadable, 6, 0, 0, "b"}) == 5); // the old word again
}

TEST_CASE("the head of an edition tells how much will come of it, and a reserve's margin is no room for it", "[sync][sync.no-room]") {
    Shelf shelf;
    shelf.settings.state = shelf.hall.county.folder();
    shelf.settings.outbox = shelf.hall.county.folder();
    LibraryShelf library(shelf.settings, "990021101000", "QX-01", shelf.clock);
    const EditionShelf editions = library.shelf();
    shelf.hall.county.write("pictures/road.png", text_of(small_png()));
    const Path whole = shelf.hall.county.edition(7), head = shelf.hall.county.folder() / "head.lxe", delta = shelf.hall.county.folder() / "delta.lxe";
    const auto file = File::open(whole, O_RDONLY);
    const auto manifest = parse_manifest(read_edition_head(*file)->manifest);
    REQUIRE(write_delta(whole, held_bits(manifest->items.size(), [](std::size_t) { return false; }), head));
    const auto look = editions.look(head);
    REQUIRE(look);
    CHECK(look->number == 7);
    REQUIRE_FALSE(look->wanted.empty());
    REQUIRE(write_delta(whole, look->wanted, delta));
    constexpr std::uint64_t slack = 64 << 10;
    CHECK(look->download == std::filesystem::file_size(delta) + slack);
    CHECK(editions.room() > 0);
    // A reserve whose margin is more than any disk has: all hole, for only its size is looked at.
    REQUIRE(write_file(shelf.settings.outbox / "reserve", std::string_view()));
    std::filesystem::resize_file(shelf.settings.outbox / "reserve", 8ull << 40);
    CHECK(editions.room() == 0);
}

TEST_CASE("a database that the disk damaged is built anew with the same edition when the kiosk meets the damage", "[sync][library.roll-back]") {
    Shelf shelf;
    const Path database = shelf.hall.library / "library.db";
    std::fstream(database, std::ios::in | std::ios::out | std::ios::binary).seekp(static_cast<std::streamoff>(std::filesystem::file_size(database) / 2)) << "junk";
    CHECK(shelf.after({How::Unreadable, 6, 0, 0, "b"}) == 6);
    const auto reader = LibraryReader::open(shelf.hall.library);
    CHECK(reader->check());
    CHECK(reader->page("roads")->body.find("当天") != std::string::npos);
}

TEST_CASE("what the kiosk says of the library is read as it was written, and junk is no word of it", "[sync]") {
    const TemporaryFolder folder;
    CHECK(read_library_word(folder.path()).error().code == ErrorCode::NotFound);
    const LibraryWord word{How::Loading, 6, 2, 3, "boot"};
    REQUIRE(write_library_word(folder.path(), word));
    CHECK(read_library_word(folder.path()).value() == word);
    for (const char* junk : {"", "{}", "[]", "{\"how\":\"dancing\",\"county\":1,\"township\":0,\"tries\":0}", "{\"how\":\"shown\",\"county\":-1}"}) {
        REQUIRE(write_file(folder.path() / library_word_file, std::string_view(junk)));
        CHECK(read_library_word(folder.path()).error().code == ErrorCode::Corrupt);
    }
}

TEST_CASE("the daemon is woken when the kiosk cannot load the library, and not when all is well", "[sync][library.roll-back]") {
    const TemporaryFolder folder;
    auto waker = InotifyWaker::create(folder.path());
    REQUIRE(waker);
    REQUIRE(write_library_word(folder.path(), {How::Loading, 6, 0, 1, "b"}));
    REQUIRE(write_library_word(folder.path(), {How::Shown, 6, 0, 0, "b"}));
    CHECK(waker->wait(Milliseconds(50)) == Woken::TimeUp);
    REQUIRE(write_library_word(folder.path(), {How::Unreadable, 6, 0, 0, "b"}));
    CHECK(waker->wait(Milliseconds(5000)) == Woken::NewRecord);
}
