// Where one breath ends and the next begins.
#include "kiosk/speech/sentences.h"

#include <catch2/catch_test_macros.hpp>

#include <string>

using namespace lianxin;

namespace {

std::vector<std::string> cut(const std::string& text) {
    std::vector<std::string> out;
    for (const auto& range : sentences_of(text)) out.push_back(text.substr(range.begin, range.end - range.begin));
    return out;
}
using Sentences = std::vector<std::string>;

} // namespace

TEST_CASE("a text is cut where sentences end", "[voice.sentences]") {
    CHECK(cut("水管漏水。请尽快处理！好吗？") == Sentences{"水管漏水。", "请尽快处理！", "好吗？"});
    CHECK(cut("标题\n  正文一。\n\n正文二") == Sentences{"标题", "正文一。", "正文二"});
    CHECK(cut("他说：“路坏了。”我们去看。") == Sentences{"他说：“路坏了。”", "我们去看。"});
    CHECK(cut("带材料（身份证。户口本。）来办。") == Sentences{"带材料（身份证。户口本。）来办。"});
    CHECK(cut("一、条件；二、材料；") == Sentences{"一、条件；", "二、材料；"});
    CHECK(cut("等等……再说！！") == Sentences{"等等……", "再说！！"});
    CHECK(cut("电话0571-12345678。").size() == 1);
    CHECK(cut("——。\n***\n　") == Sentences{});
    CHECK(cut("").empty());
}

TEST_CASE("a very long sentence is cut at a comma, and one without commas anywhere", "[voice.sentences]") {
    std::string clause;
    for (int i = 0; i < 40; ++i) clause += "字";
    const auto parts = cut(clause + "，" + clause + "，" + clause + "。");
    REQUIRE(parts.size() == 2);
    CHECK(parts[0] == clause + "，" + clause + "，");
    std::string endless;
    for (int i = 0; i < 300; ++i) endless += "字";
    const auto pieces = cut(endless);
    REQUIRE(pieces.size() == 3);
    CHECK(pieces[0].size() == 360);
    CHECK(pieces[0] + pieces[1] + pieces[2] == endless);
}

TEST_CASE("a bracket that is never closed does not swallow the text", "[voice.sentences]") {
    std::string text = "（";
    for (int i = 0; i < 30; ++i) text += "一二三四。";
    CHECK(cut(text).size() > 3);
}
