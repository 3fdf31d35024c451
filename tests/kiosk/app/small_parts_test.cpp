// Drafts and the count of wrong codes on a real file system.
#include "kiosk/draft_file.h"
#include "kiosk/inquiry.h"
#include "tests/folder.h"

#include <catch2/catch_test_macros.hpp>
#include <sys/stat.h>
#include <unistd.h>

using namespace lianxin;

namespace {

Draft sample_draft() {
    Draft draft;
    draft.form.service = "help";
    draft.form.field = "phone";
    draft.form.answers = {{"matter", "我们村里路坏了"}, {"name", "王小明"}};
    draft.form.to_confirm = true;
    draft.theme = ThemeName::Elder;
    return draft;
}

const TimePoint now = parse_iso_time("2026-11-23T01:00:00Z").value();
constexpr Milliseconds longest = std::chrono::seconds(75);

} // namespace

TEST_CASE("a draft is found again after the program died", "[draft]") {
    Folder folder;
    REQUIRE(DraftFile(folder.path).keep(sample_draft(), now));
    const auto found = DraftFile(folder.path).find(now + std::chrono::seconds(5), longest);
    REQUIRE(found);
    CHECK(found->form.service == "help");
    CHECK(found->form.field == "phone");
    CHECK(found->form.answers == sample_draft().form.answers);
    CHECK(found->form.to_confirm);
    CHECK(found->theme == ThemeName::Elder);
    CHECK(found->screen == Screen::Form);
}

TEST_CASE("a draft that staff helped with tells how and how far it was confirmed", "[draft]") {
    const Folder folder;
    Draft draft = sample_draft();
    draft.screen = Screen::Readback;
    draft.assisted = {Assistance::Paper, "QX20260017", Day(std::chrono::year(2026) / 11 / 20), 2};
    REQUIRE(DraftFile(folder.path).keep(draft, now));
    auto found = DraftFile(folder.path).find(now, longest);
    REQUIRE(found);
    CHECK(found->screen == Screen::Confirm);
    CHECK(found->assisted.kind == Assistance::Paper);
    CHECK(found->assisted.paper_number == "QX20260017");
    CHECK(found->assisted.paper_day == draft.assisted.paper_day);
    CHECK(found->assisted.page == 2);
    REQUIRE(DraftFile(folder.path).keep(sample_draft(), now));
    CHECK_FALSE(DraftFile(folder.path).find(now, longest)->assisted.kind);
}

TEST_CASE("a draft older than the privacy time-out is not shown to the next resident", "[privacy.draft]") {
    Folder folder;
    REQUIRE(DraftFile(folder.path).keep(sample_draft(), now));
    CHECK_FALSE(DraftFile(folder.path).find(now + longest + Milliseconds{1}, longest));
    CHECK(std::filesystem::is_empty(folder.path));
}

TEST_CASE("a clock set back a little while the program was away does not cost the draft", "[draft]") {
    const Folder folder;
    REQUIRE(DraftFile(folder.path).keep(sample_draft(), now));
    CHECK(DraftFile(folder.path).find(now - std::chrono::seconds(30), longest));
    CHECK_FALSE(DraftFile(folder.path).find(now - longest - Milliseconds{1}, longest));
}

TEST_CASE("a draft is readable by its owner alone and is gone once dropped", "[privacy.draft]") {
    Folder folder;
    DraftFile file(folder.path);
    REQUIRE(file.keep(sample_draft(), now));
    struct stat status {};
    REQUIRE(::stat((folder.path / "draft").c_str(), &status) == 0);
    CHECK((status.st_mode & 0077) == 0);
    file.drop();
    CHECK(std::filesystem::is_empty(folder.path));
}

TEST_CASE("a damaged draft is removed and harms nobody", "[draft]") {
    Folder folder;
    REQUIRE(write_file(folder.path / "draft", "not a draft"));
    CHECK_FALSE(DraftFile(folder.path).find(now, longest));
    CHECK(std::filesystem::is_empty(folder.path));
}

TEST_CASE("five wrong codes cost nothing, further ones double the wait up to a quarter of an hour", "[progress.wait]") {
    using namespace std::chrono_literals;
    Folder folder;
    MissCounter misses(folder.path / "misses", Inquiry::patience);
    const auto miss = [&] {
        REQUIRE(misses.miss());
        return misses.pending();
    };
    for (int i = 0; i < 4; ++i) CHECK(miss() == 0s);
    CHECK(miss() == 30s);
    CHECK(miss() == 60s);
    CHECK(Inquiry::patience.wait_for(9) == 480s);
    CHECK(Inquiry::patience.wait_for(10) == 900s);
    CHECK(Inquiry::patience.wait_for(4000) == 900s);
}

TEST_CASE("pulling the plug does not make the kiosk forget wrong codes", "[progress.wait]") {
    using namespace std::chrono_literals;
    Folder folder;
    const auto restarted = [&] { return MissCounter(folder.path / "misses", Inquiry::patience); };
    for (int i = 0; i < 5; ++i) REQUIRE(restarted().miss());
    CHECK(restarted().pending() == 30s);
    restarted().forget();
    CHECK(restarted().pending() == 0s);
}
