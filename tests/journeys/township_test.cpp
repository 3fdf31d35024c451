// A county's edition and its township's together, with the real programs: what residents see of both, and what becomes of the township's when
// its key is withdrawn.
#include "records/base/text.h"
#include "tests/programs/driven_kiosk.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;

namespace {

constexpr const char* township = "990021101000";

/// Clerks of county and township, each with their own keys and folders in the demo.
struct Clerks {
    explicit Clerks(const Demo& the_demo) : demo(the_demo) {
        std::filesystem::copy(std::string(LIANXIN_SOURCE_DIR) + "/assets/samples/county", demo.folder() / "source", std::filesystem::copy_options::recursive);
        must({"keys", "draw", file("qingxi.key")});
        next_keys("keys", "second", {"--township", township, "--township-key", file("qingxi.key.pub"), "--channel", "announcements"});
    }
    std::string file(const std::string& name) const { return (demo.folder() / name).string(); }
    void must(std::vector<std::string> words) const {
        const auto done = pack(std::move(words));
        INFO(done.out << done.err);
        REQUIRE(done.code == 0);
    }
    Finished pack(std::vector<std::string> words) const {
        words.insert(words.begin(), program("pack"));
        return run(words);
    }
    /// The version after that in folder `before`, signed by two roots, in folder `after`.
    void next_keys(const std::string& before, const std::string& after, std::vector<std::string> change) const {
        REQUIRE(make_folder(demo.folder() / after));
        std::vector<std::string> words{"keys", "next", file(before), "--out", file(after + "/keys.json")};
        words.insert(words.end(), change.begin(), change.end());
        must(words);
        for (const char* root : {"keys/root-1.key", "keys/root-2.key"}) must({"keys", "sign", file(after + "/keys.json"), "--key", file(root)});
    }
    /// The county's edition of that number, with these keys.
    std::string county_edition(int number, const std::string& keys) const {
        const Path about = demo.folder() / "source/edition.toml";
        const std::string text = *read_text(std::string(LIANXIN_SOURCE_DIR) + "/assets/samples/county/edition.toml", 1 << 16);
        REQUIRE(write_file(about, replaced(text, "number = 1\n", "number = " + std::to_string(number) + "\n")));
        std::string made = file("county-" + std::to_string(number) + ".lxe");
        must({"build", file("source"), "--out", made, "--key", file("keys/publisher.key"), "--keys", file(keys)});
        return made;
    }
    /// The township's folder with one page in a channel.
    void write_page(const std::string& channel) const {
        const Path town = demo.folder() / "town";
        std::filesystem::remove_all(town);
        REQUIRE(make_folder(town / "notices" / channel));
        REQUIRE(write_file(town / "edition.toml", std::string("county = \"990021\"\ncounty_name = \"青禾县\"\ntownship = \"") + township +
                                                      "\"\ntitle = \"清溪镇的内容\"\nnumber = 1\nnot_before = 2026-01-01\nexpires = 2030-01-01\npublisher = \"清溪镇人民政府\"\n"));
        REQUIRE(write_file(town / "notices" / channel / "qingxi-market.md",
                           "+++\nid = \"qingxi-market\"\ntitle = \"清溪镇赶集日\"\nchannel = \"" + channel +
                               "\"\ndepartment = \"agriculture\"\npublished = 2026-11-20\nsummary = \"哪天赶集\"\n+++\n\n逢五逢十赶集。\n"));
    }
    Finished install(const std::string& edition) const {
        return pack({"install", edition, "--library", file("library"), "--trust", file("enrolment"), "--township", township, "--load-check", program("load-check")});
    }

    const Demo& demo;
};

/// Opens the first page that the search for these characters finds, and gives what can be read aloud of it: also whose signature it bears.
std::string signer_of(DrivenKiosk& kiosk, const std::string& words) {
    if (kiosk.screen() != "home") kiosk.obey("tap common.home");
    kiosk.obey("tap home.notices");
    kiosk.obey("tap notices.search");
    kiosk.obey("type " + words);
    kiosk.obey("wait 1000");
    const Value screen = kiosk.obey("dump");
    for (const auto& target : *screen.find("targets")->array())
        if (const std::string id = target.text_or("id", ""); id.starts_with("search.row.")) {
            kiosk.obey("tap " + id);
            kiosk.obey("until notice");
            return kiosk.spoken();
        }
    return "nothing found";
}

} // namespace

TEST_CASE("county and township stand together at the kiosk, each page under its own signer, until the township's key is withdrawn", "[journey.township]") {
    const Demo demo;
    const Clerks clerks(demo);
    const std::string two = clerks.county_edition(2, "second");
    REQUIRE(clerks.install(two).code == 0);

    // In a channel that is not theirs neither the builder nor a kiosk takes it.
    clerks.write_page("guides");
    const auto told = clerks.pack({"build", clerks.file("town"), "--out", clerks.file("town.lxe"), "--key", clerks.file("qingxi.key"), "--over", two, "--trust", clerks.file("enrolment")});
    CHECK(told.code == 1);
    CHECK(told.err.find("not yours to publish in; yours: announcements") != std::string::npos);
    clerks.must({"build", clerks.file("town"), "--out", clerks.file("town.lxe"), "--key", clerks.file("qingxi.key")});
    CHECK(clerks.install(clerks.file("town.lxe")).err.find("beyond_its_role") != std::string::npos);

    clerks.write_page("announcements");
    clerks.must({"build", clerks.file("town"), "--out", clerks.file("town.lxe"), "--key", clerks.file("qingxi.key"), "--over", two, "--trust", clerks.file("enrolment")});
    const auto installed = clerks.install(clerks.file("town.lxe"));
    INFO(installed.out << installed.err);
    REQUIRE(installed.code == 0);
    {
        DrivenKiosk kiosk(demo);
        kiosk.obey("tap idle.start");
        const std::string town = signer_of(kiosk, "赶集日");
        CAPTURE(town);
        CHECK(town.find("清溪镇人民政府") != std::string::npos);
        const std::string county = signer_of(kiosk, "医保");
        CHECK(county.find("签发：") != std::string::npos);
        CHECK(county.find("清溪镇人民政府") == std::string::npos);
        kiosk.quit();
    }
    clerks.next_keys("second", "third", {"--without-township", township});
    REQUIRE(clerks.install(clerks.county_edition(3, "third")).code == 0);
    DrivenKiosk kiosk(demo);
    kiosk.obey("tap idle.start");
    CHECK(signer_of(kiosk, "赶集日") == "nothing found");
    CHECK(signer_of(kiosk, "医保").find("签发：") != std::string::npos);
    CHECK(clerks.install(clerks.file("town.lxe")).err.find("stranger") != std::string::npos);
}
