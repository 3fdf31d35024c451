// The road down with the real programs: what the county announces is in the hall, and an answer that is not here is fetched by its tag.
#include "records/base/date.h"
#include "records/base/text.h"
#include "records/store/inbox.h"
#include "records/store/shown_receipts.h"
#include "tests/programs/driven_kiosk.h"

#include <catch2/catch_test_macros.hpp>

#include <thread>

using namespace lianxin;
using namespace lianxin::test;

namespace {

Path file_with(const Demo& demo, const char* name, std::string_view text) {
    const Path file = demo.folder() / name;
    REQUIRE(write_file(file, text));
    return file;
}

std::size_t items(const Demo& demo, std::string_view kind) {
    const auto inbox = InboxReader::open(demo.folder() / "sync/inbox");
    REQUIRE(inbox);
    return inbox->items(kind).size();
}

constexpr const char* answer = "路灯已经修好。";

/// Whether the answer is shown as soon as the code is looked up.
bool finds(DrivenKiosk& kiosk, const std::string& code) {
    kiosk.obey("press 540 960");
    kiosk.obey("tap home.progress");
    kiosk.obey("fill code " + code);
    kiosk.obey("tap progress.find");
    return kiosk.spoken().find(answer) != std::string::npos;
}

/// Whether it comes to be shown within 10 s.
bool shows(DrivenKiosk& kiosk) {
    for (int tries = 0; tries < 100; ++tries) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        kiosk.obey("wait 10");
        if (kiosk.spoken().find(answer) != std::string::npos) return true;
    }
    return false;
}

/// A warning of the weather office, sent two minutes ago and standing for three hours.
std::string warning(const std::string& identifier, const std::string& type, const std::string& headline, const std::string& references = "", const std::string& area = "990021101000") {
    const auto cap_time = [](std::chrono::minutes after) { return iso_time(SystemClock().wall() + after + std::chrono::hours(8)).substr(0, 19) + "+08:00"; };
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"><identifier>" + identifier +
           "</identifier><sender>qixiang@qinghe.example</sender><sent>" + cap_time(std::chrono::minutes(-2)) + "</sent><status>Actual</status><msgType>" + type +
           "</msgType><scope>Public</scope>" +
           (references.empty() ? "" : "<references>qixiang@qinghe.example," + references + "," + cap_time(std::chrono::minutes(-2)) + "</references>") +
           "<info><language>zh-CN</language><event>暴雨</event><urgency>Immediate</urgency><severity>Extreme</severity><expires>" + cap_time(std::chrono::minutes(180)) +
           "</expires><headline>" + headline + "</headline><instruction>马上转移到高处。</instruction><area><areaDesc>清溪镇</areaDesc><geocode><valueName>division</valueName><value>" +
           area + "</value></geocode></area></info></alert>\n";
}

/// Whether the hall's screen comes to hold that target within 10 s, or to hold it no more.
bool becomes(DrivenKiosk& kiosk, const std::string& target, bool there) {
    for (int tries = 0; tries < 100; ++tries) {
        kiosk.obey("wait 10");
        if (kiosk.has(target) == there) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return false;
}

Finished county(const Demo& demo, const std::vector<std::string>& words) {
    const Finished done = demo.run("county", words);
    INFO(done.err);
    CHECK(done.code == 0);
    return done;
}

} // namespace

TEST_CASE("what the county announces reaches the hall at the next round, and goes when it is withdrawn", "[journey.announced]") {
    const Demo demo;
    const Path entry = file_with(demo, "lamp.toml", "title = \"石桥村的路灯\"\nquestion = \"路灯坏了。\"\nasked = \"2026-10-08\"\n");
    const Path days = file_with(demo, "2028.ics",
                                "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20271101T000000Z\r\n"
                                "DTSTART;VALUE=DATE:20280101\r\nCATEGORIES:HOLIDAY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    const Process server = demo.serve();
    county(demo, {"announce", entry.string(), "--kind", "board", "--id", "lamp"});
    county(demo, {"announce", days.string(), "--kind", "holidays", "--id", "y2028", "--to", "990021101000"});
    CHECK(demo.run("county", {"announce", days.string(), "--kind", "board", "--id", "wrong"}).code == 1);
    CHECK(demo.run("county", {"announce", days.string(), "--kind", "holidays"}).code == 2);
    const Finished list = county(demo, {"announced"});
    CHECK(list.out.find("the whole county") != std::string::npos);
    CHECK(list.out.find("990021101000") != std::string::npos);
    REQUIRE(demo.run("sync", {"--once"}).code == 0);
    CHECK(items(demo, "board") == 1);
    CHECK(items(demo, "holidays") == 1);
    county(demo, {"withdraw", "board", "lamp", "--reason", "地名错了"});
    REQUIRE(demo.run("sync", {"--once"}).code == 0);
    CHECK(items(demo, "board") == 0);
    CHECK(items(demo, "holidays") == 1);
    const auto kiosks = parse_json(county(demo, {"kiosks", "--json"}).out);
    REQUIRE(kiosks);
    const Value& mine = kiosks->array()->front();
    CHECK(mine.find("stale")->array()->empty());
    CHECK(mine.find("health")->text_or("clock", "") == "county");
    CHECK_FALSE(mine.find("health")->find("edition_made")->is_null());
}

TEST_CASE("a question that the county answered in public is read on the hall's board, with what was decided, and passes by on the idle screen", "[journey.board]") {
    const Demo demo;
    const Process server = demo.serve();
    DrivenKiosk kiosk(demo);
    const auto announce = [&](const char* id, const Path& file) { county(demo, {"announce", file.string(), "--kind", "board", "--id", id}); };
    announce("lamp", Path(LIANXIN_SOURCE_DIR) / "assets/samples/board/lamp.toml");
    announce("clinic", Path(LIANXIN_SOURCE_DIR) / "assets/samples/board/clinic-night.toml");
    REQUIRE(demo.run("sync", {"--once"}).code == 0);
    kiosk.obey("tap idle.start");
    kiosk.obey("tap home.board");
    REQUIRE(becomes(kiosk, "board.row.lamp", true));
    kiosk.obey("tap board.row.lamp");
    CHECK(kiosk.screen() == "board_entry");
    for (const char* words : {"石坝村口三盏路灯坏了两个月", "10月20日把三盏灯换好", "每季度查一次", "17人附议"}) CHECK(kiosk.spoken().find(words) != std::string::npos);
    kiosk.obey("spoken");
    kiosk.obey("tap common.read");
    kiosk.obey("wait 120000");
    CHECK(to_json(kiosk.obey("spoken")).find("每季度查一次") != std::string::npos);
    county(demo, {"withdraw", "board", "lamp", "--reason", "地名错了"});
    REQUIRE(demo.run("sync", {"--once"}).code == 0);
    CHECK(becomes(kiosk, "board.row.lamp", false));
    CHECK(kiosk.screen() == "board");
}

TEST_CASE("a warning that the county announces takes the hall's screen, is said aloud, changes by an Update and ends by a Cancel", "[journey.alert]") {
    const Demo demo;
    const Process server = demo.serve();
    const auto announce = [&](const char* name, const std::string& xml) { return demo.run("county", {"announce", file_with(demo, name, xml).string(), "--kind", "alert"}); };
    DrivenKiosk kiosk(demo);
    kiosk.obey("spoken");
    const Finished foreign = announce("foreign.xml", warning("QH-0", "Alert", "暴雨", "", "110105001000"));
    CHECK(foreign.code == 1);
    CHECK(foreign.err.find("none of its areas (110105001000) lies in county 990021") != std::string::npos);

    CHECK(announce("rain.xml", warning("QH-1", "Alert", "暴雨橙色预警信号")).code == 0);
    REQUIRE(demo.run("sync", {"--once"}).code == 0);
    REQUIRE(becomes(kiosk, "alert.title", true));
    CHECK(kiosk.value("alert.title") == "暴雨橙色预警信号");
    CHECK(to_json(kiosk.obey("spoken")).find("暴雨橙色预警信号") != std::string::npos);
    kiosk.obey("tap alert.seen");
    CHECK(kiosk.screen() == "home");
    CHECK(kiosk.has("alert.strip"));

    // The Update is another message: it takes the screen anew, in the middle of a visit.
    CHECK(announce("red.xml", warning("QH-2", "Update", "暴雨红色预警信号", "QH-1")).code == 0);
    REQUIRE(demo.run("sync", {"--once"}).code == 0);
    REQUIRE(becomes(kiosk, "alert.title", true));
    CHECK(kiosk.value("alert.title") == "暴雨红色预警信号");
    CHECK(announce("over.xml", warning("QH-3", "Cancel", "暴雨预警解除", "QH-2")).code == 0);
    REQUIRE(demo.run("sync", {"--once"}).code == 0);
    CHECK(becomes(kiosk, "alert.title", false));
    CHECK(kiosk.screen() == "home");
    CHECK_FALSE(kiosk.has("alert.strip"));
}

TEST_CASE("an answer that is not in this hall is fetched by its tag while the resident waits, and shown", "[journey.lookup]") {
    const Demo demo;
    demo.hurry();
    const Process server = demo.serve();
    std::string code;
    {
        DrivenKiosk kiosk(demo);
        kiosk.fill_help("村口的路灯坏了好几天");
        kiosk.obey("tap confirm.submit");
        kiosk.obey("until receipt");
        code = replaced(kiosk.value("receipt.code"), " ", "");
    }
    REQUIRE(demo.deliver().code == 0);
    const auto cases = parse_json(county(demo, {"cases", "--json"}).out);
    county(demo, {"reply", cases->array()->front().text_or("case", ""), "--text", answer});
    REQUIRE(demo.run("sync", {"--once"}).code == 0);
    // As if this were the hall of another township, or the answer had been read long ago.
    REQUIRE(run({"sqlite3", (demo.folder() / "sync/inbox/inbox.db").string(), "DELETE FROM sealed_update"}).code == 0);

    const Path shown_receipts = demo.folder() / "kiosk/outbox";
    {
        DrivenKiosk kiosk(demo);
        CHECK_FALSE(finds(kiosk, code));
        CHECK(read_asked(shown_receipts)->size() == 2);
        REQUIRE(demo.run("sync", {"--once"}).code == 0);
        CHECK(shows(kiosk));
    }
    auto read = read_read(shown_receipts);
    REQUIRE(read);
    REQUIRE(read->size() == 1);
    // A week after it was read it goes by the rule; whoever comes back still gets it.
    read->front().day -= std::chrono::days(9);
    REQUIRE(write_read(shown_receipts, *read));
    REQUIRE(demo.run("sync", {"--once"}).code == 0);
    CHECK(InboxReader::open(demo.folder() / "sync/inbox")->updates(read->front().mark.tag).empty());
    DrivenKiosk kiosk(demo);
    CHECK_FALSE(finds(kiosk, code));
    REQUIRE(demo.run("sync", {"--once"}).code == 0);
    CHECK(shows(kiosk));
}
