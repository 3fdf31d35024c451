// The loop without any network: hand in, carry out, the county's answer, carry in, and the answer read with the code; content by the same stick.
#include "records/base/text.h"
#include "tests/programs/driven_kiosk.h"

#include <catch2/catch_test_macros.hpp>

#include <thread>

using namespace lianxin;
using namespace lianxin::test;

namespace {

constexpr const char* pin_of_li = "61930527"; // a technician, as packaging/demo gives it

/// The daemon answers by files: turns of the kiosk until the target is there.
bool comes(DrivenKiosk& kiosk, const std::string& id) {
    for (int tries = 0; tries < 600; ++tries) {
        if (kiosk.has(id)) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        kiosk.obey("wait 50");
    }
    return false;
}

void open_stick(DrivenKiosk& kiosk) {
    if (kiosk.screen() == "idle") kiosk.obey("tap idle.start");
    kiosk.obey("tap common.help");
    kiosk.obey("tap help.staff");
    kiosk.obey(std::string("type ") + pin_of_li);
    kiosk.obey("tap staff.pin.next");
    REQUIRE(comes(kiosk, "staff.stick"));
    kiosk.obey("tap staff.stick");
}

void use(DrivenKiosk& kiosk, const std::string& deed) {
    REQUIRE(comes(kiosk, deed));
    kiosk.obey("tap " + deed);
    REQUIRE(comes(kiosk, "stick.again"));
}

std::string hand_in(DrivenKiosk& kiosk) {
    kiosk.fill_help("村口的桥栏杆断了，请派人看看");
    kiosk.obey("tap confirm.submit");
    kiosk.obey("until receipt");
    const std::string code = replaced(kiosk.value("receipt.code"), " ", "");
    kiosk.obey("tap common.finish");
    if (kiosk.dialog() != "none") kiosk.obey("tap finish.end");
    return code;
}

} // namespace

TEST_CASE("a request and its answer travel by stick alone, and so does new content", "[stick][stick.journey]") {
    const Demo demo;
    const std::string stick = (demo.folder() / "stick").string();
    DrivenKiosk kiosk(demo);
    const std::string code = hand_in(kiosk);
    REQUIRE(code.size() == 16);
    Process daemon({program("sync"), "--config", demo.config("sync")});

    open_stick(kiosk);
    CHECK(comes(kiosk, "stick.absent"));
    std::filesystem::create_directories(stick);
    use(kiosk, "stick.carry");
    CHECK(kiosk.spoken().find("带走了1件登记") != std::string::npos);

    // At the county, which has no server that runs and no network.
    const auto in = demo.run("county", {"carry", "in", stick});
    INFO(in.out << in.err);
    REQUIRE(in.code == 0);
    const auto cases = parse_json(demo.run("county", {"cases", "--json"}).out);
    REQUIRE((cases && cases->array()->size() == 1));
    const std::string number = cases->array()->front().text_or("case", "");
    REQUIRE(demo.run("county", {"reply", number, "--text", "桥栏杆已经焊好，请放心通行。"}).code == 0);
    const Path source = demo.folder() / "source";
    std::filesystem::copy(std::string(LIANXIN_SOURCE_DIR) + "/assets/samples/county", source, std::filesystem::copy_options::recursive);
    const std::string about = *read_text(source / "edition.toml", 1 << 16);
    REQUIRE(write_file(source / "edition.toml", replaced(about, "number = 1\n", "number = 2\n")));
    const std::string edition = (demo.folder() / "two.lxe").string();
    REQUIRE(run({program("pack"), "build", source.string(), "--out", edition, "--key", (demo.folder() / "keys/publisher.key").string()}).code == 0);
    REQUIRE(demo.run("county", {"publish", edition}).code == 0);
    const auto out = demo.run("county", {"carry", "out", stick, "--route", "990021101000"});
    INFO(out.out << out.err);
    REQUIRE(out.code == 0);

    kiosk.obey("tap stick.again");
    CHECK(comes(kiosk, "stick.install"));
    use(kiosk, "stick.carry");
    CHECK(kiosk.spoken().find("1件登记县里已经收到") != std::string::npos);
    kiosk.obey("tap stick.again");
    use(kiosk, "stick.install");
    CHECK(kiosk.spoken().find("内容更新好了") != std::string::npos);
    kiosk.obey("tap stick.again");
    CHECK(comes(kiosk, "stick.refusal.0"));
    CHECK(kiosk.spoken().find("已经装上了") != std::string::npos);
    CHECK(daemon.stop() == 0);

    kiosk.obey("tap common.finish");
    kiosk.obey("tap idle.start");
    kiosk.obey("tap home.progress");
    kiosk.obey("fill code " + code);
    kiosk.obey("tap progress.find");
    CHECK(kiosk.spoken().find("桥栏杆已经焊好，请放心通行。") != std::string::npos);
}
