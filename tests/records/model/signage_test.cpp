// Tables for the idle screen and the search: slides, the roster, synonyms.
#include "records/model/roster.h"
#include "records/model/signage.h"
#include "records/model/synonyms.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

TEST_CASE("slides are pictures, pages and lists", "[model][signage]") {
    const auto slides = parse_signage("[[slide]]\npicture = \"pictures/fire.png\"\ntitle = \"防火\"\nseconds = 20\n[[slide.show]]\nweekdays = [1]\n"
                                      "[[slide]]\npage = \"straw-burning\"\n[[slide]]\nlist = \"roster\"\n[[slide]]\nlist = \"notices\"\n[[slide]]\nlist = \"board\"\n");
    REQUIRE(slides);
    REQUIRE(slides->size() == 5);
    CHECK((*slides)[0].picture == "pictures/fire.png");
    CHECK((*slides)[0].lasts == std::chrono::seconds(20));
    CHECK((*slides)[0].show.size() == 1);
    CHECK((*slides)[1].kind == Slide::Kind::Page);
    CHECK((*slides)[2].kind == Slide::Kind::Roster);
    CHECK((*slides)[3].kind == Slide::Kind::Notices);
    CHECK((*slides)[4].kind == Slide::Kind::Board);
    CHECK(parse_signage("[[slide]]\npage = \"a\"\nlist = \"news\"\nseconds = 1\n").error().message ==
          "slide 1: \"picture\" or \"page\" or \"list\" must be given, one of the three\nslide 1: \"list\" must be \"notices\", \"roster\" or \"board\"\n"
          "slide 1: \"seconds\" must be a whole number from 5 to 120");
    CHECK(parse_signage("").error().message == "\"slide\" must be given at least once, as [[slide]]");
}

TEST_CASE("the rows of a date stand in place of those of its weekday", "[model][roster]") {
    const auto roster = parse_roster("day,hours,name,post,phone,place\n4,08:30-17:30,王芳,副镇长,0990-5550201,一楼\n4,17:30-22:00,李强,干事,,值班室\n"
                                     "2026-11-26,全天,赵敏,镇长,,\n");
    REQUIRE(roster);
    const auto names = [&](const char* day) {
        std::string all;
        for (const auto& duty : duties_of(*roster, *parse_iso_day(day))) all += duty.name + " ";
        return all;
    };
    CHECK(names("2026-11-26") == "赵敏 ");
    CHECK(names("2026-12-03") == "王芳 李强 ");
    CHECK(names("2026-12-04").empty());
    CHECK(parse_roster("day,hours,name,post,phone,place\n8,,,,12,\n").error().message ==
          "day \"8\", name \"\": the day must be like 2026-03-01, or 1 (Monday) to 7 (Sunday)\nday \"8\", name \"\": the name is missing\n"
          "day \"8\", name \"\": the phone number cannot be right");
}

TEST_CASE("words that share a synonym belong together", "[model][synonyms]") {
    const auto groups = parse_synonyms("word,also\n低保,最低生活保障\n医保,医疗保险\n最低生活保障,低保金\n");
    REQUIRE(groups);
    CHECK(*groups == std::vector<std::vector<std::string>>{{"低保", "最低生活保障", "低保金"}, {"医保", "医疗保险"}});
    CHECK(parse_synonyms("word,also\n低,低保\n甲乙,甲乙\n").error().message ==
          "word \"低\": both columns need a word of 2 to 12 characters without blanks, and they must differ\n"
          "word \"甲乙\": both columns need a word of 2 to 12 characters without blanks, and they must differ");
}
