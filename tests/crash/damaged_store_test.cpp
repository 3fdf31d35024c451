// Damaged files under the real kiosk: it says so, goes on with what is whole, and never loses what another copy holds.
#include "records/base/text.h"
#include "records/store/library.h"
#include "tests/crash/damage.h"
#include "tests/crash/ledger_file.h"
#include "tests/programs/driven_kiosk.h"

#include <catch2/catch_test_macros.hpp>

#include <thread>

using namespace lianxin;
using namespace lianxin::test;

namespace {

const std::vector<std::string> small{"--size", "540x960"};

/// Hands one in and lets the kiosk end in good order; gives the receipt's code.
std::string hand_in(const Demo& demo, const std::string& matter) {
    DrivenKiosk kiosk(demo, small);
    kiosk.fill_help(matter);
    kiosk.obey("tap confirm.submit");
    REQUIRE(kiosk.screen() == "receipt");
    const std::string code = kiosk.value("receipt.code");
    kiosk.quit();
    return code;
}

/// Everything that reads the library, from home: lists, search, a page where one is left, and a code.
void look_around(DrivenKiosk& kiosk, const std::string& code) {
    kiosk.obey("tap home.notices");
    kiosk.obey("tap common.home");
    kiosk.obey("tap home.search");
    kiosk.obey("type 公路");
    if (kiosk.has("search.row.rural-road-maintenance")) kiosk.obey("tap search.row.rural-road-maintenance");
    kiosk.obey("tap common.home");
    kiosk.obey("tap home.progress");
    kiosk.obey("fill code " + code);
    kiosk.obey("tap progress.find");
    CHECK(kiosk.screen() == "progress");
}

} // namespace

TEST_CASE("a damaged outbox.db is made again from the log, kept aside, told to staff, and requests are still taken",
          "[bad.outbox]") {
    const Demo demo;
    demo.hurry();
    for (const char* matter : {"第一件诉求", "第二件诉求"}) hand_in(demo, matter);
    const auto before = ledger_of(demo);
    const Path database = demo.folder() / "kiosk/outbox/outbox.db";
    SECTION("every page but the first is noise") {
        scribble(database, 4096, 1u << 30);
    }
    SECTION("every page is noise") {
        scribble(database, 0, 1u << 30);
    }
    SECTION("cut in half") {
        halve(database);
    }
    DrivenKiosk kiosk(demo, small);
    CHECK(kiosk.value("hall.freshness").find("已自动修复") != std::string::npos);
    const Value health = demo.health();
    CHECK(health.flag_or("accepting", false));
    const Value* recovery = health.find("recovery");
    REQUIRE(recovery);
    CHECK(recovery->flag_or("rebuilt", false));
    CHECK(recovery->integer_or("lost", -1) == 0);
    CHECK(std::filesystem::exists(recovery->text_or("put_aside", "")));
    kiosk.fill_help("第三件诉求");
    kiosk.obey("tap confirm.submit");
    CHECK(kiosk.screen() == "receipt");
    kiosk.quit();
    const auto after = ledger_of(demo);
    REQUIRE(after.size() == 3);
    for (std::size_t i = 0; i < before.size(); ++i) CHECK(after[i].leaf == before[i].leaf);
}

TEST_CASE("a damaged outbox.log is written again from the database and requests are still taken", "[bad.outbox]") {
    const Demo demo;
    demo.hurry();
    for (const char* matter : {"第一件诉求", "第二件诉求"}) hand_in(demo, matter);
    const Path log = demo.folder() / "kiosk/outbox/outbox.log";
    SECTION("a frame is noise") {
        scribble(log, 200, 300);
    }
    SECTION("all of it is noise") {
        scribble(log, 0, 1u << 30);
    }
    SECTION("cut in half") {
        halve(log);
    }
    SECTION("gone") {
        std::filesystem::remove(log);
    }
    DrivenKiosk kiosk(demo, small);
    REQUIRE(kiosk.screen() == "idle");
    const Value health = demo.health();
    CHECK(health.flag_or("accepting", false));
    REQUIRE(health.find("recovery"));
    CHECK(health.find("recovery")->integer_or("lost", -1) == 0);
    CHECK(health.find("recovery")->integer_or("rewritten", 0) > 0);
    kiosk.fill_help("第三件诉求");
    kiosk.obey("tap confirm.submit");
    CHECK(kiosk.screen() == "receipt");
    kiosk.quit();
    CHECK(ledger_of(demo).size() == 3);
    // The log is whole again: alone it makes the database.
    std::filesystem::remove(demo.folder() / "kiosk/outbox/outbox.db");
    DrivenKiosk again(demo, small);
    again.quit();
    CHECK(ledger_of(demo).size() == 3);
}

TEST_CASE("with a damaged library.db the kiosk says that content cannot be shown, and keeps what it holds",
          "[bad.library]") {
    const Demo demo;
    demo.hurry();
    const std::string code = hand_in(demo, "第一件诉求");
    const Path database = demo.folder() / "library/library.db";
    SECTION("every page is noise") {
        scribble(database, 0, 1u << 30);
    }
    SECTION("every page but the first is noise") {
        scribble(database, 4096, 1u << 30);
    }
    SECTION("cut in half") {
        halve(database);
    }
    DrivenKiosk kiosk(demo, small);
    CHECK(kiosk.value("hall.freshness").find("公告内容打不开") != std::string::npos);
    CHECK(demo.health().text_or("content_trouble", "") == "corrupt");
    kiosk.obey("tap idle.start");
    kiosk.obey("tap home.request");
    CHECK(kiosk.screen() == "trouble");
    CHECK(kiosk.spoken().find("存储的内容有损坏") != std::string::npos);
    kiosk.obey("tap common.home");
    look_around(kiosk, code);
    CHECK(ledger_of(demo).size() == 1);
}

TEST_CASE(
    "with a part of library.db damaged the kiosk shows what is whole, says that a part is missing, and takes requests",
    "[bad.library]") {
    const Demo demo;
    demo.hurry();
    const std::string code = hand_in(demo, "第一件诉求");
    const Path database = demo.folder() / "library/library.db";
    scribble(database, std::filesystem::file_size(database) / 2, 1u << 30);
    REQUIRE(LibraryReader::open(demo.folder() / "library"));
    DrivenKiosk kiosk(demo, small);
    kiosk.obey("tap idle.start");
    look_around(kiosk, code);
    CHECK(kiosk.value("hall.freshness").find("部分公告内容打不开") != std::string::npos);
    CHECK(demo.health().text_or("content_trouble", "") == "corrupt");
    kiosk.obey("tap common.home");
    kiosk.fill_help("第二件诉求");
    kiosk.obey("tap confirm.submit");
    CHECK(kiosk.screen() == "receipt");
}

namespace {

/// Turns of the kiosk until what stands in its header holds; false after half a minute.
template <class Holds>
bool comes(DrivenKiosk& kiosk, const Holds& holds) {
    for (int tries = 0; tries < 300; ++tries) {
        if (holds(kiosk.value("hall.freshness"))) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        kiosk.obey("wait 100");
    }
    return false;
}

std::uint64_t installed(const Demo& demo) {
    const auto library = LibraryReader::open(demo.folder() / "library");
    return library ? library->edition().value().number : 0;
}

} // namespace

TEST_CASE("beside a running daemon a part of library.db that turns out damaged is built anew while the kiosk runs", "[bad.library][library.roll-back]") {
    const Demo demo;
    demo.hurry();
    const std::string code = hand_in(demo, "第一件诉求");
    DrivenKiosk kiosk(demo, small);
    kiosk.obey("tap idle.start");
    Process daemon({program("sync"), "--config", demo.config("sync")});
    const Path database = demo.folder() / "library/library.db";
    scribble(database, std::filesystem::file_size(database) / 2, 1u << 30);
    look_around(kiosk, code);
    const auto is_whole = [&] {
        const auto library = LibraryReader::open(demo.folder() / "library");
        return library && library->check();
    };
    CHECK(comes(kiosk, [&](const std::string& told) {
        return is_whole() && told.find("更新") != std::string::npos && told.find("打不开") == std::string::npos;
    }));
    CHECK(installed(demo) == 1);
    CHECK(daemon.stop() == 0);
}

TEST_CASE("an edition over which the kiosk dies three times is taken out by the daemon, and the one before is shown", "[library.roll-back]") {
    const Demo demo;
    demo.hurry();
    static_cast<void>(hand_in(demo, "第一件诉求"));
    const Path source = demo.folder() / "source";
    std::filesystem::copy(LIANXIN_SOURCE_DIR "/assets/samples/county", source, std::filesystem::copy_options::recursive);
    const auto about = read_text(source / "edition.toml", 1 << 16);
    REQUIRE(about);
    REQUIRE(write_file(source / "edition.toml", replaced(*about, "number = 1\n", "number = 2\n")));
    const std::string next = (demo.folder() / "next.lxe").string();
    REQUIRE(run({program("pack"), "build", source.string(), "--out", next, "--key", (demo.folder() / "keys/publisher.key").string()}).code == 0);
    REQUIRE(run({program("pack"), "install", next, "--library", (demo.folder() / "library").string(), "--trust", (demo.folder() / "enrolment").string()}).code == 0);
    Process daemon({program("sync"), "--config", demo.config("sync")});
    for (int death = 1; death <= 3; ++death) {
        CHECK(installed(demo) == 2);
        DrivenKiosk kiosk(demo, small);
        CHECK(kiosk.screen() == "idle");
        kiosk.process().kill();
    }
    for (int tries = 0; tries < 100 && installed(demo) != 1; ++tries) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    CHECK(installed(demo) == 1);
    CHECK(daemon.stop() == 0);
    DrivenKiosk kiosk(demo, small);
    CHECK(kiosk.screen() == "idle");
    CHECK(demo.health().integer_or("edition", 0) == 1);
}

TEST_CASE("with a damaged inbox.db the kiosk takes requests and looks up codes as before", "[bad.inbox]") {
    const Demo demo;
    demo.hurry();
    const std::string code = hand_in(demo, "第一件诉求");
    {
        const Process county = demo.serve();
        REQUIRE(demo.deliver().code == 0);
    }
    const Path database = demo.folder() / "sync/inbox/inbox.db";
    SECTION("every page is noise") {
        scribble(database, 0, 1u << 30);
    }
    SECTION("every page but the first is noise") {
        scribble(database, 4096, 1u << 30);
    }
    SECTION("cut in half") {
        halve(database);
    }
    DrivenKiosk kiosk(demo, small);
    kiosk.obey("tap idle.start");
    kiosk.obey("tap home.progress");
    kiosk.obey("fill code " + code);
    kiosk.obey("tap progress.find");
    CHECK(kiosk.screen() == "progress");
    kiosk.obey("tap common.home");
    kiosk.fill_help("第二件诉求");
    kiosk.obey("tap confirm.submit");
    CHECK(kiosk.screen() == "receipt");
    kiosk.quit();
    // The daemon begins a new inbox and fills it: everything in it comes from the county.
    const Process county = demo.serve();
    const Finished delivered = demo.deliver();
    INFO(delivered.err);
    CHECK(delivered.code == 0);
    for (const auto& [record, count] : cases_by_record(demo)) CHECK(count == 1);
    CHECK(cases_by_record(demo).size() == 2);
}
