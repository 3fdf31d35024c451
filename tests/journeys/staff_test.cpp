// Staff beside the resident, with the real programs: people and PINs, helping, and what reaches the county.
#include "records/base/text.h"
#include "tests/programs/driven_kiosk.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;

namespace {

constexpr const char* pin_of_wang = "28064175"; // as packaging/demo gives it
constexpr const char* wrong_pin = "70318264";

void enter_pin(DrivenKiosk& kiosk, const std::string& pin) {
    kiosk.obey("type " + pin);
    kiosk.obey("tap staff.pin.next");
}

void open_staff(DrivenKiosk& kiosk) {
    if (kiosk.screen() == "idle") kiosk.obey("tap idle.start");
    kiosk.obey("tap common.help");
    kiosk.obey("tap help.staff");
    REQUIRE(kiosk.screen() == "staff");
}

void log_in(DrivenKiosk& kiosk) {
    open_staff(kiosk);
    enter_pin(kiosk, pin_of_wang);
    REQUIRE(kiosk.has("staff.leave"));
}

/// From the list of services to the first page of the readback.
void fill_help(DrivenKiosk& kiosk, const std::string& matter) {
    kiosk.obey("tap services.help");
    kiosk.obey("tap form.next");
    kiosk.obey("fill matter " + matter);
    kiosk.obey("fill village 990021101201");
    kiosk.obey("fill identity anonymous");
    for (int pages = 0; pages < 10 && kiosk.screen() == "form"; ++pages) kiosk.obey("tap form.next");
    REQUIRE(kiosk.screen() == "readback");
}

/// Says of each page that it is right, hands in, and gives everything that was read back.
std::string confirm_all(DrivenKiosk& kiosk) {
    std::string read;
    for (int pages = 0; pages < 10 && kiosk.has("readback.right"); ++pages) {
        read += kiosk.spoken();
        kiosk.obey("tap readback.right");
    }
    kiosk.obey("tap readback.submit");
    kiosk.obey("until receipt");
    return read;
}

Finished kiosk_command(const Demo& demo, const std::string& words, const std::string& input = "") {
    const std::string command = program("kiosk") + " --config " + demo.config("kiosk") + " " + words;
    return run({"/bin/sh", "-c", "printf '" + input + "' | " + command});
}

Value cases_of(const Demo& demo) {
    const auto listed = demo.run("county", {"cases", "--json"});
    INFO(listed.err);
    auto cases = parse_json(listed.out);
    REQUIRE(cases);
    return *cases;
}

/// The case whose matter this is.
Value case_of(const Value& cases, const std::string& matter) {
    for (const Value& each : *cases.array())
        if (each.find("fields")->text_or("matter", "") == matter) return each;
    FAIL("no case of " << matter);
    return {};
}

} // namespace

TEST_CASE("help beside the resident, an oral request and a paper form reach the county with who helped and what was confirmed", "[staff.recorded]") {
    const Demo demo;
    demo.hurry();
    std::string oral_matter;
    for (int i = 0; i < 60; ++i) oral_matter += "我家那口井干了半个月。";
    {
        DrivenKiosk kiosk(demo);
        log_in(kiosk);
        kiosk.obey("tap staff.fill");
        fill_help(kiosk, "村口路灯不亮了");
        CHECK(kiosk.spoken().find("王芳") != std::string::npos);
        CHECK(confirm_all(kiosk).find("村口路灯不亮了") != std::string::npos);
        CHECK_FALSE(kiosk.has("assist.helper"));
        kiosk.obey("tap common.home");

        log_in(kiosk);
        kiosk.obey("tap staff.oral");
        fill_help(kiosk, oral_matter);
        CHECK_FALSE(kiosk.has("readback.right")); // not before the end of it has been seen
        for (int screens = 0; screens < 20 && kiosk.has("readback.more"); ++screens) kiosk.obey("tap readback.more");
        (void)confirm_all(kiosk);
        kiosk.obey("tap common.home");

        log_in(kiosk);
        kiosk.obey("tap staff.paper");
        kiosk.obey("type qx-2026-0017");
        CHECK(kiosk.value("paper.number") == "QX20260017");
        kiosk.obey("tap paper.number.next");
        kiosk.obey("type 20261101");
        kiosk.obey("tap paper.day.next");
        fill_help(kiosk, "水渠被淤泥堵住了");
        (void)confirm_all(kiosk);
        kiosk.obey("tap common.home");

        log_in(kiosk);
        kiosk.obey("tap staff.paper");
        kiosk.obey("type QX20260017");
        kiosk.obey("tap paper.number.next");
        CHECK(kiosk.has("paper.number.told"));
        kiosk.quit();
    }
    Process county = demo.serve();
    REQUIRE(demo.deliver().code == 0);
    const Value cases = cases_of(demo);
    const Value filled = *case_of(cases, "村口路灯不亮了").find("assistance");
    CHECK(filled.text_or("kind", "") == "fill_in");
    CHECK(filled.text_or("staff", "") == "wang-fang");
    CHECK(filled.text_or("name", "") == "王芳");
    CHECK(filled.flag_or("confirmed", false));
    const Value oral = *case_of(cases, oral_matter).find("assistance");
    CHECK(oral.text_or("kind", "") == "oral");
    CHECK(oral.flag_or("confirmed", false));
    const Value paper = *case_of(cases, "水渠被淤泥堵住了").find("assistance");
    CHECK(paper.text_or("kind", "") == "paper");
    CHECK(paper.text_or("paper", "") == "QX20260017");
    CHECK(paper.text_or("paper_day", "") == "2026-11-01");
    CHECK_FALSE(paper.flag_or("confirmed", true));
    const std::string lines = demo.run("county", {"cases"}).out;
    CHECK(lines.find("王芳 (wang-fang), paper QX20260017 of 2026-11-01, not confirmed by the resident") != std::string::npos);
    CHECK(county.stop() == 0);
}

TEST_CASE("wrong PINs lock staff out over a restart of the program, and no PIN is in a dump, a file or the log", "[staff.lockout]") {
    const Demo demo;
    const std::string log = (demo.folder() / "kiosk.log").string();
    const std::string command = "exec " + program("drive") + " --config " + demo.config("kiosk") + " 2>> " + log;
    const auto start = [&] { return DrivenKiosk(Process({"/bin/sh", "-c", command})); };
    {
        auto kiosk = start();
        open_staff(kiosk);
        kiosk.obey("type " + std::string(wrong_pin));
        CHECK(to_json(kiosk.obey("dump")).find(wrong_pin) == std::string::npos);
        CHECK(kiosk.obey("dump").text_or("text", "") == "********");
        kiosk.obey("tap staff.pin.next");
        for (int i = 0; i < 4; ++i) enter_pin(kiosk, wrong_pin);
        CHECK(kiosk.spoken().find("60") != std::string::npos);
        kiosk.process().kill();
    }
    auto kiosk = start();
    open_staff(kiosk);
    enter_pin(kiosk, pin_of_wang);
    CHECK_FALSE(kiosk.has("staff.leave"));
    kiosk.obey("wait 50000");
    kiosk.obey("tap staff.pin.title"); // nobody is to be timed out for waiting
    kiosk.obey("wait 10500");
    enter_pin(kiosk, pin_of_wang);
    CHECK(kiosk.has("staff.leave"));
    kiosk.obey("tap staff.leave");
    kiosk.quit();

    const auto text = read_text(log, 1 << 20);
    REQUIRE(text);
    CHECK(text->find("staff logged in: wang-fang") != std::string::npos);
    CHECK(text->find("staff logged out: wang-fang") != std::string::npos);
    CHECK(text->find("a wrong PIN was entered") != std::string::npos);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(demo.folder())) {
        if (!entry.is_regular_file() || entry.path().filename() == "reserve") continue;
        const auto bytes = read_file(entry.path(), 64 << 20);
        REQUIRE(bytes);
        INFO(entry.path());
        CHECK(text_of(*bytes).find(wrong_pin) == std::string::npos);
        CHECK(text_of(*bytes).find(pin_of_wang) == std::string::npos);
    }
}

TEST_CASE("after a crash in the middle of an oral request staff log in again and go on, and nobody else sees it", "[staff.crash]") {
    const Demo demo;
    {
        DrivenKiosk kiosk(demo);
        log_in(kiosk);
        kiosk.obey("tap staff.oral");
        fill_help(kiosk, "金丝雀家的屋顶漏雨");
        kiosk.obey("tap readback.right");
        kiosk.process().kill();
    }
    DrivenKiosk kiosk(demo);
    CHECK(kiosk.screen() == "staff");
    CHECK(kiosk.spoken().find("金丝雀") == std::string::npos);
    enter_pin(kiosk, pin_of_wang);
    CHECK(kiosk.screen() == "readback");
    kiosk.obey("tap common.back");
    CHECK(kiosk.value("readback.answer") == "金丝雀家的屋顶漏雨");
}

TEST_CASE("the technician's commands for people say what they did by their exit code and one sentence", "[staff.people]") {
    const Demo demo;
    CHECK(kiosk_command(demo, "--list-staff").out == "wang-fang\tstaff\t王芳\nli-qiang\ttechnician\t李强\n");
    CHECK(kiosk_command(demo, "--add-staff zhao --name 赵敏", "70318264\\n70318264\\n").code == 0);
    CHECK(kiosk_command(demo, "--list-staff").out.find("zhao\tstaff\t赵敏\n") != std::string::npos);
    for (const char* wrong : {"12345678\\n12345678\\n", "19580301\\n19580301\\n", "70318265\\n70318266\\n", "28064175\\n28064175\\n", ""}) {
        const auto refused = kiosk_command(demo, "--add-staff qian --name 钱进", wrong);
        CHECK(refused.code == 1);
        CHECK_FALSE(refused.err.empty());
    }
    for (const char* wrong : {"--add-staff qian", "--name 钱进", "--add-staff qian --name 钱进 --list-staff", "--technician"})
        CHECK(kiosk_command(demo, wrong, "70318265\\n70318265\\n").code == 2);
    CHECK(kiosk_command(demo, "--remove-staff qian").code == 1);
    std::filesystem::permissions(demo.folder() / "kiosk/staff.json", std::filesystem::perms::others_read, std::filesystem::perm_options::add);
    CHECK(kiosk_command(demo, "--check").code == 1);
    std::filesystem::permissions(demo.folder() / "kiosk/staff.json", std::filesystem::perms::others_read, std::filesystem::perm_options::remove);
    for (const char* id : {"zhao", "wang-fang", "li-qiang"}) CHECK(kiosk_command(demo, std::string("--remove-staff ") + id).code == 0);
    const auto checked = kiosk_command(demo, "--check");
    CHECK(checked.code == 0);
    CHECK(checked.err.find("nobody has a PIN") != std::string::npos);
}
