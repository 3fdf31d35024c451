// Chinese line breaking, held by tables: kinsoku, words that stay whole, runs that must be cut.
#include "kiosk/ui/text.h"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

using namespace lianxin;

namespace {

/// Full-width characters take 2, everything else 1: widths can be counted by eye.
float cells(char32_t character) { return character >= 0x2014 ? 2 : 1; }

std::vector<std::string> broken(std::string_view text, float width) {
    std::vector<std::string> out;
    for (const Line& line : break_lines(text, width, cells)) out.emplace_back(text.substr(line.begin, line.end - line.begin));
    return out;
}

using Lines = std::vector<std::string>;

} // namespace

TEST_CASE("a line is filled before it is broken", "[text.kinsoku]") {
    CHECK(broken("一二三四五六", 8) == Lines{"一二三四", "五六"});
    CHECK(broken("一二三四", 8) == Lines{"一二三四"});
}

TEST_CASE("no line begins with a closing mark", "[text.kinsoku]") {
    CHECK(broken("一二三四，五", 8) == Lines{"一二三", "四，五"});
    CHECK(broken("一二三四。”五", 8) == Lines{"一二三", "四。”五"});
    CHECK(broken("增长百分之80%以上", 14) == Lines{"增长百分之80%", "以上"});
    CHECK(broken("增长百分之80%以上", 12) == Lines{"增长百分之", "80%以上"});
}

TEST_CASE("no line ends with an opening mark", "[text.kinsoku]") {
    CHECK(broken("依照《信访条例》", 6) == Lines{"依照", "《信访", "条例》"});
    CHECK(broken("他说：“路坏了”", 8) == Lines{"他说：", "“路坏", "了”"});
}

TEST_CASE("dashes and dots that belong together are not parted", "[text.kinsoku]") {
    CHECK(broken("第一——第二", 6) == Lines{"第", "一——", "第二"});
    CHECK(broken("等等……完", 6) == Lines{"等", "等……", "完"});
}

TEST_CASE("words and numbers stay whole", "[text.kinsoku]") {
    CHECK(broken("编号 QH20261122", 12) == Lines{"编号", "QH20261122"});
    CHECK(broken("电话0599-6600123转8", 14) == Lines{"电话", "0599-6600123转", "8"});
}

TEST_CASE("a word longer than a line is cut", "[text.kinsoku]") {
    CHECK(broken("abcdefghij", 4) == Lines{"abcd", "efgh", "ij"});
    CHECK(broken("，，，，，，", 4) == Lines{"，，", "，，", "，，"});
}

TEST_CASE("blanks at a break vanish, at the start of a paragraph they stay", "[text.kinsoku]") {
    CHECK(broken("ab cd ef", 5) == Lines{"ab cd", "ef"});
    CHECK(broken("  一二", 8) == Lines{"  一二"});
}

TEST_CASE("line ends are kept, empty lines too", "[text.kinsoku]") {
    CHECK(broken("一\n\n二\n", 8) == Lines{"一", "", "二", ""});
    CHECK(broken("", 8) == Lines{""});
}

TEST_CASE("no line is wider than asked, whatever the text", "[text.kinsoku]") {
    const std::string text = "各乡镇人民政府（街道办事处），县直各单位：现将《青禾县2026年防汛应急预案》印发给你们，请认真贯彻执行。"
                             "联系电话：0599-6600123；邮箱 office@example.org，限12月31日前——逾期“不予受理”……（此件公开发布）";
    for (float width = 4; width < 60; ++width)
        for (const Line& line : break_lines(text, width, cells)) {
            float wide = 0;
            for (std::size_t at = line.begin; at < line.end;) {
                const auto lead = static_cast<unsigned char>(text[at]);
                const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : 3;
                wide += length == 3 ? 2 : 1;
                at += length;
            }
            CHECK(wide <= width);
        }
}

TEST_CASE("every character of a text is on exactly one line", "[text.kinsoku]") {
    const std::string text = "第一条　为了加强养护，保障群众，根据《公路法》（2017年修正）等，制定本办法。";
    for (float width = 4; width < 40; ++width) {
        std::string again;
        for (const Line& line : break_lines(text, width, cells)) again += text.substr(line.begin, line.end - line.begin);
        CHECK(again == text);
    }
}
