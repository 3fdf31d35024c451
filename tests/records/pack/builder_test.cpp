// Building editions: the same source gives the same bytes, and a clerk is told everything that is wrong at once.
#include "records/base/text.h"
#include "records/pack/builder/title_pinyin.h"
#include "records/pack/content_check.h"
#include "tests/records/pack/small_county.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace lianxin;

namespace {

Bytes bytes_of_file(const Path& path) {
    auto bytes = read_file(path, 64 << 20);
    REQUIRE(bytes);
    return *bytes;
}

std::string refusal(const SmallCounty& county) {
    const Path output = county.folder() / "refused.lxe";
    const auto built = county.build(output);
    REQUIRE_FALSE(built);
    CHECK_FALSE(std::filesystem::exists(output));
    return built.error().message;
}

} // namespace

TEST_CASE("an edition says of its items what they are", "[builder]") {
    const SmallCounty county;
    const auto built = county.build(county.folder() / "one.lxe");
    REQUIRE(problem_of(built) == "");
    std::vector<std::string> seen;
    for (const auto& item : built->manifest.items) seen.push_back(item.kind_name + " " + item.path + " " + item.pinyin);
    CHECK(seen == std::vector<std::string>{
                      "channels channels.toml ", "clocks clocks.toml ", "departments departments.csv ",
                      "divisions divisions.csv ", "form forms/help.toml qiu zhu", "holidays holidays/2026.ics ",
                      "guide notices/guides/roads.md nong cun gong lu yang hu ban fa", "picture pictures/road.png "});
    CHECK(built->bytes == std::filesystem::file_size(county.folder() / "one.lxe"));
}

TEST_CASE("the same source and time give the same bytes", "[builder][pack.deterministic]") {
    const SmallCounty one, two;
    REQUIRE(one.build(one.folder() / "one.lxe"));
    REQUIRE(two.build(two.folder() / "two.lxe"));
    CHECK(bytes_of_file(one.folder() / "one.lxe") == bytes_of_file(two.folder() / "two.lxe"));
}

TEST_CASE("signage, roster, synonyms and alerts are checked, and corrections follow each other in one line", "[builder][pack.clerk]") {
    const SmallCounty county;
    const auto page = [&](const std::string& id, const std::string& more) {
        county.write("notices/guides/" + id + ".md", "+++\nid = \"" + id + "\"\ntitle = \"x\"\nchannel = \"guides\"\ndepartment = \"petition\"\n"
                                                     "published = 2026-01-01\nsummary = \"x\"\n" + more + "+++\nx\n");
    };
    county.write("signage.toml", "[[slide]]\npicture = \"pictures/gone.png\"\n[[slide]]\npage = \"gone\"\n[[slide]]\nlist = \"roster\"\n");
    county.write("roster.csv", "day,hours,name,post,phone,place\n9,,x,,,\n");
    county.write("synonyms.csv", "word,also\n一,二\n");
    county.write("alerts/rain.xml", "<alert/>");
    page("one", "supersedes = \"three\"\n");
    page("two", "supersedes = \"one\"\n");
    page("three", "supersedes = \"two\"\n");
    page("four", "supersedes = \"two\"\n");
    const std::string told = refusal(county);
    for (const char* problem :
         {"signage.toml: there is no picture \"pictures/gone.png\"", "signage.toml: there is no page \"gone\"",
          "roster.csv: day \"9\", name \"x\": the day must be like 2026-03-01", "synonyms.csv: word \"一\": both columns need a word",
          "alerts/rain.xml: this is no alert of CAP 1.2", "notices/guides/one.md: \"supersedes\" goes round in a circle",
          "which notices/guides/four.md supersedes already; correct the newer page"}) {
        INFO(told);
        CHECK(told.find(problem) != std::string::npos);
    }
}

TEST_CASE("all that is wrong with a source is told at once, with file and key", "[builder][pack.clerk]") {
    const SmallCounty county;
    county.edit("forms/help.toml", "min_length = 5", "min_lenght = 5\nhintt = \"x\"");
    county.edit("notices/guides/roads.md", "service = \"help\"", "service = \"halp\"");
    county.edit("edition.toml", "county = \"990021\"", "county = \"99\"");
    county.write("pictures/Map.PNG", "x");
    county.write("notices/stray.md", "x");
    county.write("notices/guides/farms.md", "+++\nid = \"farms\"\nchannel = \"guides\"\ndepartment = \"petition\"\n"
                                            "published = 2026-01-01\nsummary = \"x\"\nservice = \"help\"\n+++\nx\n");
    county.write("holidays/2027.ics", "BEGIN:VCALENDAR\n");
    county.remove("pictures/road.png");
    const std::vector<std::string> expected = {
        "9 problems in the source; nothing was written",
        "edition.toml: \"county\" must be the county's code of six digits",
        "forms/help.toml: field \"matter\": \"hintt\" is not a key used here; check its spelling",
        "forms/help.toml: field \"matter\": \"min_lenght\" is not a key used here; check its spelling",
        "holidays/2027.ics: line 1: END:VCALENDAR is missing",
        "notices/guides/farms.md: \"title\" must be given",
        "notices/guides/roads.md: there is no form \"halp\"",
        "notices/guides/roads.md: there is no picture \"pictures/road.png\"",
        "notices/stray.md: a page lies in the folder of its channel, like notices/guides/stray.md",
        "pictures/Map.PNG: such a file is not used here; in forms/ lie .toml, in notices/ .md, in pictures/ .png or "
        ".jpg, in audio/ .opus and .csv, in "
        "holidays/ .ics, in alerts/ .xml files"};
    const std::string told = refusal(county);
    auto lines = split(told, '\n');
    std::sort(lines.begin() + 1, lines.end());
    CHECK(std::vector<std::string>(lines.begin(), lines.end()) == expected);
}

TEST_CASE("a page whose name, folder or picture does not fit is refused", "[builder][pack.clerk]") {
    const SmallCounty county;
    county.edit("notices/guides/roads.md", "id = \"roads\"", "id = \"road\"");
    county.edit("notices/guides/roads.md", "pictures/road.png", "pictures/rode.png");
    CHECK(refusal(county) ==
          "2 problems in the source; nothing was written\n"
          "notices/guides/roads.md: \"id\" is \"road\" but the file is named roads.md; make them alike\n"
          "notices/guides/roads.md: there is no picture \"pictures/rode.png\"");
}

TEST_CASE("a recording goes into the edition; one that does not fit is told by its file", "[builder][pack.clerk][voice.narration]") {
    const Path sample = Path(LIANXIN_SOURCE_DIR) / "assets/samples/county/audio/straw-burning.opus";
    const std::string recording(text_of(bytes_of_file(sample)));
    const SmallCounty county;
    county.write("audio/roads.opus", recording);
    county.write("audio/roads.csv", "0\n1.5\n");
    const auto built = county.build(county.folder() / "one.lxe");
    REQUIRE(problem_of(built) == "");
    CHECK(built->manifest.items[0].kind_name == "marks");
    CHECK(built->manifest.items[1].kind_name == "audio");

    county.write("audio/roads.csv", "0\n3000\n");
    CHECK(refusal(county).find("audio/roads.csv: the last time is after the end of audio/roads.opus") != std::string::npos);
    county.write("audio/roads.csv", "3\n2\n");
    CHECK(refusal(county).find("audio/roads.csv: line 2: each time must be later than the one before") != std::string::npos);
    county.remove("audio/roads.csv");
    CHECK(refusal(county).find("audio/roads.opus: there is no file of marks \"audio/roads.csv\"") != std::string::npos);
    county.write("audio/roads.csv", "0\n");
    county.remove("audio/roads.opus");
    CHECK(refusal(county).find("audio/roads.csv: there is no recording \"audio/roads.opus\"") != std::string::npos);
    county.write("audio/roads.opus", "RIFF");
    CHECK(refusal(county).find("audio/roads.opus: the recording is not Ogg Opus") != std::string::npos);
    county.write("audio/roads.opus", recording);
    county.write("audio/farms.opus", recording);
    county.write("audio/farms.csv", "0\n");
    CHECK(refusal(county).find("audio/farms.opus: there is no page \"farms\"") != std::string::npos);
}

TEST_CASE("what spreadsheets and editors leave behind is passed over, notes beside the edition are told", "[builder]") {
    const SmallCounty county;
    county.write("forms/.help.toml.swp", "x");
    county.write("~$divisions.csv", "x");
    county.write("LICENSE-NOTE.md", "x");
    const auto built = county.build(county.folder() / "one.lxe");
    REQUIRE(problem_of(built) == "");
    CHECK(built->passed_over == std::vector<std::string>{"LICENSE-NOTE.md"});
}

TEST_CASE("a link out of the source folder is not followed", "[builder][pack.names]") {
    const SmallCounty county;
    std::filesystem::create_symlink("/etc/passwd", county.source() / "pictures/passwd.png");
    CHECK(refusal(county).find("pictures/passwd.png: a link to elsewhere is not taken; copy the file") !=
          std::string::npos);
}

TEST_CASE("titles get pinyin without tones", "[builder][pinyin]") {
    CHECK(title_pinyin("农村公路养护办法") == "nong cun gong lu yang hu ban fa");
    CHECK(title_pinyin("2026年　“双减”（试行）ＡＢ") == "2026 nian shuang jian shi xing ab");
    CHECK(title_pinyin("女") == "nu");
    CHECK(title_pinyin("") == "");
}

TEST_CASE("pictures of a page are found in its Markdown", "[builder]") {
    CHECK(pictures_in("a ![x](p/a.png) b ![](p/b.png \"t\")\n![z](c.png)") ==
          std::vector<std::string>{"p/a.png", "p/b.png", "c.png"});
    CHECK(pictures_in("![ not closed\n](a.png) [link](b.png) ![").empty());
}

TEST_CASE("the sample county is built without a complaint", "[builder][samples]") {
    const SmallCounty county;
    BuildOptions options{
        Path(LIANXIN_SOURCE_DIR) / "assets/samples/county", county.folder() / "sample.lxe", TimePoint{}, {}, {}};
    CHECK(problem_of(build_edition(options)) == "");
}

TEST_CASE("a township's pages are held against the county's edition, or it is said what was not looked for", "[builder][pack.township-built]") {
    const SmallCounty county;
    county.write("channels.toml", "[[channel]]\nid = \"guides\"\nname = \"办事指南\"\nsummary = \"怎么办事\"\nicon = \"book\"\norder = 1\n"
                                  "[[channel]]\nid = \"town\"\nname = \"本镇\"\nsummary = \"本镇的事\"\nicon = \"home\"\norder = 2\n");
    const SmallTownship town(county);
    static_cast<void>(county.edition(1));
    const Path file = county.folder() / "with-keys.lxe", output = county.folder() / "town.lxe";
    REQUIRE(problem_of(county.build(file, {"publisher"}, town.keys())) == "");
    const auto over = EditionFile::open(file, county.keys());
    REQUIRE(problem_of(over) == "");
    static_cast<void>(town.edition(1, "![图](pictures/road.png)"));
    const auto build = [&](const EditionFile* above) {
        return build_edition({town.source(), output, TimePoint(std::chrono::hours(24 * 365 * 56)), {}, {}, above});
    };
    SECTION("alone") {
        const auto built = build(nullptr);
        REQUIRE(problem_of(built) == "");
        CHECK(built->unchecked == std::vector<std::string>{"notices/town/market.md: channel \"town\"", "notices/town/market.md: department \"petition\"",
                                                           "notices/town/market.md: picture \"pictures/road.png\""});
    }
    SECTION("over the county's everything is found") {
        const auto built = build(&*over);
        REQUIRE(problem_of(built) == "");
        CHECK(built->unchecked.empty());
    }
    SECTION("what kiosks would refuse is told at once") {
        town.write("pictures/road.png", text_of(small_png()));
        town.write("notices/guides/feast.md", "+++\nid = \"roads\"\ntitle = \"节\"\nchannel = \"guides\"\ndepartment = \"none\"\n"
                                              "published = 2026-02-10\nsummary = \"节\"\nservice = \"gone\"\n+++\n\n![图](pictures/gone.png)\n");
        const auto built = build(&*over);
        REQUIRE_FALSE(built);
        INFO(built.error().message);
        for (const char* line : {"notices/guides/feast.md: this channel is not yours to publish in; yours: town",
                                 "pictures/road.png: the county's edition has a file of this name; give it another one",
                                 "notices/guides/feast.md: the id \"roads\" stands in another file too",
                                 "notices/guides/feast.md: there is no department \"none\"", "notices/guides/feast.md: there is no form \"gone\"",
                                 "notices/guides/feast.md: there is no picture \"pictures/gone.png\""})
            CHECK(built.error().message.find(line) != std::string::npos);
    }
    SECTION("a county that does not know the township yet") {
        const auto older = EditionFile::open(county.edition(2), county.keys());
        REQUIRE(older);
        CHECK(build(&*older).error().message.find("do not let township 990021101000 publish yet") != std::string::npos);
        CHECK(build_edition({county.source(), output, TimePoint{}, {}, {}, &*over}).error().code == ErrorCode::Invalid);
    }
}
