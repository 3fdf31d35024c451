// The whole story with the real programs: hand in without a county, pull the plug, deliver, answer, read the answer.
#include "records/base/text.h"
#include "tests/programs/driven_kiosk.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;

namespace {

/// From idle to a receipt; gives its code.
std::string hand_in_help(DrivenKiosk& kiosk) {
    kiosk.obey("press 540 960");
    kiosk.obey("tap home.request");
    kiosk.obey("tap services.help");
    kiosk.obey("tap form.next");
    kiosk.pick_sentence("womencunliluhuaile", "我们村里路坏了");
    kiosk.obey("type ，");
    kiosk.pick_sentence("xiayutianmeifazou", "下雨天没法走");
    CHECK(kiosk.value("form.field.matter") == "我们村里路坏了，下雨天没法走");
    kiosk.obey("tap form.next");
    kiosk.obey("fill village 990021101201");
    kiosk.obey("tap form.next");
    kiosk.obey("fill identity real");
    kiosk.obey("tap form.next");
    kiosk.obey("type 王小明");
    kiosk.obey("tap form.next");
    kiosk.obey("type 12");
    CHECK_FALSE(kiosk.ask("dump").find("targets")->array()->empty());
    kiosk.obey("fill phone 13800000001");
    kiosk.obey("tap form.next");
    REQUIRE(kiosk.screen() == "confirm");
    const std::string read_back = kiosk.spoken();
    for (const char* part : {"我们村里路坏了，下雨天没法走", "王小明"}) CHECK(read_back.find(part) != std::string::npos);
    kiosk.obey("tap confirm.submit");
    kiosk.obey("until receipt");
    return replaced(kiosk.value("receipt.code"), " ", "");
}

} // namespace

TEST_CASE("a resident hands in a request, the plug is pulled, the county answers, and the answer is read with the code", "[story]") {
    const Demo demo;
    std::string code;
    {
        DrivenKiosk kiosk(demo);
        code = hand_in_help(kiosk);
        REQUIRE(code.size() == 16);
        kiosk.obey("shot " + (demo.folder() / "receipt.png").string());
        const auto decoded = run({"zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", (demo.folder() / "receipt.png").string()});
        CHECK(decoded.out.rfind("LXR1:", 0) == 0);

        kiosk.obey("tap common.home");
        kiosk.obey("tap home.notices");
        kiosk.obey("tap notices.search");
        kiosk.obey("type 公路");
        kiosk.obey("tap search.row.rural-road-maintenance");
        CHECK(kiosk.screen() == "notice");
        CHECK(kiosk.spoken().find("农村公路养护办法") != std::string::npos);
        kiosk.process().kill();
    }

    Process county = demo.serve();
    const Finished delivered = demo.deliver();
    INFO(delivered.err);
    REQUIRE(delivered.code == 0);

    const auto cases = parse_json(demo.run("county", {"cases", "--json"}).out);
    REQUIRE(cases);
    REQUIRE(cases->array()->size() == 1);
    const Value& mine = cases->array()->front();
    CHECK(mine.text_or("service", "") == "help");
    CHECK(mine.find("fields")->text_or("matter", "") == "我们村里路坏了，下雨天没法走");
    CHECK(mine.find("fields")->text_or("phone", "") == "13800000001");
    const auto replied = demo.run("county", {"reply", mine.text_or("case", ""), "--text", "镇交通办已派人查看，十二月十日前修好。"});
    INFO(replied.err);
    REQUIRE(replied.code == 0);
    REQUIRE(demo.run("sync", {"--once"}).code == 0);
    CHECK(county.stop() == 0);

    DrivenKiosk kiosk(demo);
    kiosk.obey("press 540 960");
    kiosk.obey("tap home.progress");
    kiosk.obey("fill code " + code);
    kiosk.obey("tap progress.find");
    CHECK(kiosk.spoken().find("镇交通办已派人查看，十二月十日前修好。") != std::string::npos);
}

TEST_CASE("every service of the sample county is opened by its tile, those far down the list too", "[services]") {
    const Demo demo;
    DrivenKiosk kiosk(demo, {"--size", "1024x768"});
    kiosk.obey("tap idle.start");
    kiosk.obey("tap home.request");
    std::vector<std::string> tiles;
    const Value shown = kiosk.obey("dump");
    for (const Value& target : *shown.find("targets")->array())
        if (target.text_or("role", "") == "tile") tiles.push_back(target.text_or("id", ""));
    REQUIRE(tiles.size() >= 8);
    for (const auto& tile : tiles) {
        INFO(tile);
        CHECK(kiosk.obey("tap " + tile).text_or("screen", "") == "form");
        kiosk.obey("tap form.next");
        CHECK_FALSE(kiosk.obey("dump").text_or("field", "").empty());
        kiosk.obey("tap common.home");
        kiosk.obey("tap home.request");
    }
}

TEST_CASE("a kiosk killed in the middle of a form shows the form again, and no file of its state holds a word of it", "[draft.crash]") {
    const Demo demo;
    {
        DrivenKiosk kiosk(demo);
        kiosk.obey("press 540 960");
        kiosk.obey("tap home.request");
        kiosk.obey("tap services.help");
        kiosk.obey("tap form.next");
        kiosk.obey("type 密语金丝雀路坏了");
        kiosk.obey("tap form.next");
        kiosk.process().kill();
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(demo.folder())) {
        if (!entry.is_regular_file() || entry.path().filename() == "reserve") continue; // the reserve holds zeros only
        const auto bytes = read_file(entry.path(), 64 << 20);
        REQUIRE(bytes);
        INFO(entry.path());
        CHECK(text_of(*bytes).find("金丝雀") == std::string::npos);
    }
    DrivenKiosk kiosk(demo);
    CHECK(kiosk.screen() == "form");
    kiosk.obey("tap common.back");
    CHECK(kiosk.value("form.field.matter") == "密语金丝雀路坏了");
}
