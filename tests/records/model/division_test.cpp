// The table of divisions, channels and departments.
#include "records/model/division.h"
#include "records/model/page.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

const std::string head = "code,parent,name,pinyin\r\n";
const std::string county = "990021000000,,青禾县,qing he xian\r\n";
const std::string township = "990021101000,990021000000,清溪镇,qing xi zhen\r\n";

std::string problem(const std::string& csv) {
    const auto divisions = parse_divisions(csv);
    return divisions ? "" : divisions.error().message;
}

} // namespace

TEST_CASE("a code tells its level", "[model][division]") {
    CHECK(level_of("990021000000").value() == DivisionLevel::County);
    CHECK(level_of("990021101000").value() == DivisionLevel::Township);
    CHECK(level_of("990021101201").value() == DivisionLevel::Village);
    for (const char* wrong : {"", "990021", "99002110120x", "990021000201", "000000101201", "9900211012011"})
        CHECK_FALSE(level_of(wrong));
}

TEST_CASE("divisions are read as a spreadsheet saved them", "[model][division]") {
    const auto divisions = parse_divisions("\xef\xbb\xbf" + head + county + township +
                                           "990021101201,990021101000, 上坝村 ,shang ba cun\r\n");
    REQUIRE(divisions);
    CHECK((*divisions)[2] == Division{"990021101201", "990021101000", "上坝村", "shang ba cun"});
}

TEST_CASE("what is wrong in the table of divisions is named with its code", "[model][division]") {
    CHECK(problem(head) == "the table has no rows");
    CHECK(problem(head + county + county) == "division 990021000000 stands twice");
    CHECK(problem(head + township) == "division 990021101000: its parent 990021000000 is not in the table");
    CHECK(problem(head + county + "990021101000,990021102000,清溪镇,x\r\n") ==
          "division 990021101000: the parent must be 990021000000");
    CHECK(problem(head + county + "99002110,990021000000,清溪镇,x\r\n") ==
          "division 99002110: the code must have 12 digits: 6 for the county, 3 for the township, 3 for the village");
    CHECK(problem(head + "990021000000,990000000000,,x\r\n") ==
          "division 990021000000: the name is missing\ndivision 990021000000: a county has no parent");
    CHECK(problem("code,parent,name,pinyni\r\n990021000000,,青禾县,x\r\n") ==
          "the column \"pinyin\" is missing\nthe column \"pinyni\" is not used here");
    CHECK(problem(head + "990021000000,,青禾县\r\n") == "line 2: 4 cells expected");
    CHECK(problem(head + "990021000000,,\xc7\xe0\xba\xcc\xcf\xd8,x\r\n") ==
          "the table is not UTF-8; save it as \"CSV UTF-8\"");
}

TEST_CASE("channels and departments are read, and what is wrong is named", "[model][channel]") {
    const auto channels =
        parse_channels("[[channel]]\nid = \"guides\"\nname = \"办事指南\"\nicon = \"book\"\norder = 2\n");
    REQUIRE(channels);
    CHECK((*channels)[0].order == 2);
    CHECK(parse_channels("[[channel]]\nid = \"guides\"\nname = \"x\"\nicon = \"book\"\ncolour = 1\n").error().message ==
          "channel \"guides\": \"colour\" is not a key used here; check its spelling");
    const auto departments = parse_departments("id,name,phone,address\npetition,信访局,0990-5550112,禾苑路1号\n");
    REQUIRE(departments);
    CHECK((*departments)[0].phone == "0990-5550112");
    CHECK(parse_departments("id,name,phone,address\npetition,,12345,x\nPetition,b,,x\n").error().message ==
          "department \"petition\": the name is missing\ndepartment \"petition\": the phone number cannot be right\n"
          "department \"Petition\": the id must be of small letters, digits and hyphens");
}
