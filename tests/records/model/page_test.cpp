// Pages: front matter between two lines, then Markdown.
#include "records/model/page.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

const std::string front =
    "+++\nid = \"roads\"\ntitle = \"农村公路养护办法\"\nchannel = \"transport\"\ndepartment = \"transport\"\n"
    "published = 2026-02-10\nsummary = \"路坏了找谁\"\n";

std::string problem(const std::string& text) {
    const auto page = parse_page(text);
    return page ? "" : page.error().text();
}

} // namespace

TEST_CASE("a page is read with all it says of itself", "[model][page]") {
    const auto page = parse_page("\xef\xbb\xbf" + front +
                                 "kind = \"guide\"\nnumber = \"1号\"\neffective = 2026-03-15\nexpires = "
                                 "2027-03-15\npinned = true\nkeywords = [\"修路\", \"村道\"]\n"
                                 "supersedes = \"old\"\nrebuts = \"传言\"\nservice = \"help\"\ntitle_pinyin = "
                                 "\"x\"\n+++\r\n\r\n# 第一条\r\n正文\r\n");
    REQUIRE(page);
    CHECK(page->kind == PageKind::Guide);
    CHECK(iso_day(page->published) == "2026-02-10");
    CHECK(iso_day(page->effective.value()) == "2026-03-15");
    CHECK(page->keywords == std::vector<std::string>{"修路", "村道"});
    CHECK(page->pinned);
    CHECK(page->supersedes == "old");
    CHECK(page->title_pinyin == "x");
    CHECK(page->body == "\n# 第一条\n正文\n");
}

TEST_CASE("a page says what it corrects, what is true, what to bring and when it is shown", "[model][page]") {
    const auto page = parse_page(front + "updated = 2026-03-01\nsupersedes = \"old\"\nrebuts = \"认证要收费\"\nfact = \"认证不收费\"\n"
                                         "[[correction]]\nwhat = \"标准\"\nbefore = \"300元\"\nafter = \"200元\"\n"
                                         "[[document]]\nname = \"户口簿\"\nnote = \"原件\"\n[[document]]\nname = \"身份证\"\n"
                                         "[[show]]\nhours = \"08:00-18:00\"\n+++\n正文\n");
    REQUIRE(page);
    CHECK(iso_day(page->updated.value()) == "2026-03-01");
    CHECK(page->corrections == std::vector<Correction>{{"标准", "300元", "200元"}});
    CHECK(page->fact == "认证不收费");
    CHECK(page->documents == std::vector<Document>{{"户口簿", "原件"}, {"身份证", ""}});
    CHECK(page->show.size() == 1);
    CHECK(problem(front + "fact = \"x\"\n[[correction]]\nwhat = \"x\"\nbefore = \"y\"\n[[document]]\n+++\nx") ==
          "invalid: correction 1: \"after\" must be given\n\"correction\" needs \"supersedes\", the page that it corrects\n"
          "\"fact\" needs \"rebuts\", the rumour beside it\ndocument 1: \"name\" must be given");
    CHECK(problem(front + "supersedes = \"roads\"\n+++\nx") == "invalid: \"supersedes\" must be another page");
}

TEST_CASE("what is wrong with a page is named", "[model][page]") {
    CHECK(problem("# 标题\n") == "invalid: the first line must be +++");
    CHECK(problem(front) == "invalid: the second line +++ is missing");
    CHECK(problem(front + "+++\n \n") == "invalid: the text below the second +++ is empty");
    CHECK(problem(front + "colour = 1\npinned = \"yes\"\neffective = \"soon\"\nkind = \"poem\"\n+++\nx") ==
          "invalid: \"kind\" must be \"notice\" or \"guide\"\n\"effective\" must be a date like 2026-03-01\n\"pinned\" "
          "must be true or false\n"
          "\"colour\" is not a key used here; check its spelling");
    CHECK(problem("+++\nid = 1\n+++\nx") ==
          "invalid: \"id\" must be a name of small letters, digits and hyphens\n\"title\" must be given\n"
          "\"channel\" must be given\n\"department\" must be given\n\"published\" must be given, like 2026-03-01\n"
          "\"summary\" must be given");
    CHECK(problem("+++\nid = \n+++\nx").substr(0, 59) == "front matter, counting lines after the first +++: invalid: ");
    CHECK(problem("+++\n\xff\n+++\nx") == "invalid: the page is not UTF-8; save it as UTF-8");
}
