// The shelf of memos: in memory-backed storage beside the draft, never on a disk, and nothing of it left when dropped.
#include "kiosk/device/memo_shelf.h"
#include "kiosk/draft_file.h"
#include "tests/folder.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <unistd.h>

using namespace lianxin;

namespace {

std::size_t files_in(const Path& folder) {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()));
}

const Path memory = "/dev/shm", disk = "/var/tmp";

} // namespace

TEST_CASE("a crash of the program finds its memos again where the folder lives in memory", "[memo.crash]") {
    const Folder folder(memory);
    {
        MemoShelf shelf(folder.path);
        shelf.put("matter", {1, 2, 3});
        shelf.put("wish", {4});
        shelf.put("matter", {5, 6});
    }
    MemoShelf after(folder.path);
    CHECK(after.find("matter") == Bytes{5, 6});
    CHECK(after.find("wish") == Bytes{4});
    CHECK_FALSE(after.find("other"));
    after.drop("matter");
    CHECK_FALSE(after.find("matter"));
    CHECK(files_in(folder.path) == 1);
    after.clear();
    CHECK_FALSE(after.find("wish"));
    CHECK(files_in(folder.path) == 0);
}

TEST_CASE("nothing of a memo is written where the folder lives on a disk", "[memo.crash]") {
    const Folder folder(disk);
    MemoShelf shelf(folder.path);
    shelf.put("matter", {1, 2, 3});
    CHECK(shelf.find("matter") == Bytes{1, 2, 3});
    CHECK(files_in(folder.path) == 0);
    CHECK_FALSE(MemoShelf(folder.path).find("matter"));
    shelf.clear();
    CHECK_FALSE(shelf.find("matter"));
}

TEST_CASE("a draft names its memos and how long they are, and holds nothing of them", "[memo.crash]") {
    const Folder folder(memory);
    DraftFile file(folder.path);
    const TimePoint now = parse_iso_time("2026-11-23T01:00:00Z").value();
    Draft draft;
    draft.form.service = "help";
    draft.form.memos["matter"] = Milliseconds{72'000};
    REQUIRE(file.keep(draft, now));
    const auto found = file.find(now, std::chrono::minutes(1));
    REQUIRE(found);
    CHECK(found->form.memos == draft.form.memos);
}
