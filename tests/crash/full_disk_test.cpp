// A full disk under the real kiosk: text is taken from the reserve, then refused before anybody types, never lost
// after.
#include "tests/crash/ledger_file.h"
#include "tests/crash/small_disk.h"
#include "tests/programs/driven_kiosk.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;

namespace {

const std::vector<std::string> small{"--size", "540x960"};
constexpr unsigned disk_size = 24; // MiB; four of them are the reserve

} // namespace

TEST_CASE("on a full disk requests are taken from the reserve, then refused before a word is typed, and taken again "
          "when there is room",
          "[bad.full-disk]") {
    const Demo demo;
    demo.hurry();
    const SmallDisk disk(demo.folder() / "kiosk", disk_size);
    DrivenKiosk kiosk(demo, small);
    REQUIRE(kiosk.screen() == "idle");
    std::size_t receipts = 0;
    for (; receipts < 12; ++receipts) {
        disk.fill();
        kiosk.obey("tap idle.start");
        kiosk.obey("tap home.request");
        if (kiosk.screen() == "trouble") break;
        kiosk.obey("tap common.home");
        kiosk.fill_help("第" + std::to_string(receipts + 1) + "件诉求");
        kiosk.obey("tap confirm.submit");
        REQUIRE(kiosk.screen() == "receipt");
        kiosk.obey("tap receipt.finish");
    }
    CHECK(receipts >= 2);
    REQUIRE(kiosk.screen() == "trouble");
    CHECK(kiosk.spoken().find("存储空间不足") != std::string::npos);
    kiosk.obey("tap common.home");
    kiosk.obey("tap home.notices");
    CHECK(kiosk.screen() == "notices");

    disk.empty();
    kiosk.obey("wait 120000"); // the visit ends by itself
    REQUIRE(kiosk.screen() == "idle");
    kiosk.fill_help("又有地方了");
    kiosk.obey("tap confirm.submit");
    REQUIRE(kiosk.screen() == "receipt");
    CHECK(ledger_of(demo).size() == receipts + 1);
}

TEST_CASE("a kiosk that starts on a full disk says so, shows notices, and takes requests once there is room",
          "[bad.full-disk]") {
    const Demo demo;
    demo.hurry();
    const SmallDisk disk(demo.folder() / "kiosk", disk_size);
    disk.fill();
    DrivenKiosk kiosk(demo, small);
    CHECK(kiosk.has("idle.trouble"));
    kiosk.obey("tap idle.start");
    kiosk.obey("tap home.request");
    CHECK(kiosk.screen() == "trouble");
    CHECK(kiosk.spoken().find("存储空间不足") != std::string::npos);
    disk.empty();
    kiosk.obey("wait 120000");
    kiosk.fill_help("现在有地方了");
    kiosk.obey("tap confirm.submit");
    CHECK(kiosk.screen() == "receipt");
    CHECK(ledger_of(demo).size() == 1);
}

TEST_CASE("a hand-in that meets a full disk gives no receipt, keeps every answer, and succeeds once there is room",
          "[bad.full-disk]") {
    const Demo demo;
    demo.hurry();
    const SmallDisk disk(demo.folder() / "kiosk", disk_size);
    DrivenKiosk kiosk(demo, small);
    kiosk.fill_help("下雨天没法走");
    // Something else takes the reserve behind the kiosk's back, and the rest of the disk with it.
    std::filesystem::resize_file(demo.folder() / "kiosk/outbox/reserve", 0);
    disk.fill();
    kiosk.obey("tap confirm.submit");
    CHECK(kiosk.screen() == "confirm");
    CHECK(kiosk.dialog() == "failed");
    kiosk.obey("tap failed.later");
    CHECK(kiosk.screen() == "confirm");
    CHECK(kiosk.spoken().find("下雨天没法走") != std::string::npos);
    kiosk.obey("tap confirm.submit");
    REQUIRE(kiosk.dialog() == "failed");
    disk.empty();
    kiosk.obey("tap failed.again");
    REQUIRE(kiosk.screen() == "receipt");
    CHECK(ledger_of(demo).size() == 1);
}
