// What Markdown becomes, and how pages are laid out.
#include "tests/kiosk/ui/stage.h"

#include "kiosk/ui/markdown.h"
#include "kiosk/ui/qr.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;

using Kind = Block::Kind;

TEST_CASE("headings, paragraphs, lists and rules become blocks", "[markdown]") {
    const auto blocks = parse_markdown("# 标题\n\n第一段\n第二行\n\n- 一\n  - 一之一\n- 二\n\n3. 三\n4. 四\n\n---\n");
    REQUIRE(blocks.size() == 8);
    CHECK((blocks[0].kind == Kind::Heading && blocks[0].level == 1));
    CHECK(blocks[1].text.text == "第一段第二行");
    CHECK((blocks[2].kind == Kind::Item && blocks[2].level == 0 && blocks[2].marker.empty()));
    CHECK((blocks[3].level == 1 && blocks[3].text.text == "一之一"));
    CHECK(blocks[5].marker == "3.");
    CHECK(blocks[6].marker == "4.");
    CHECK(blocks[7].kind == Kind::Rule);
}

TEST_CASE("bold is found beside Chinese quotation marks too", "[markdown]") {
    const auto blocks = parse_markdown("编号以**“X”**开头，**第一条**　为了");
    REQUIRE(blocks.size() == 1);
    CHECK(blocks[0].text.text == "编号以“X”开头，第一条　为了");
    REQUIRE(blocks[0].text.bold.size() == 2);
    const auto& run = blocks[0].text.bold[0];
    CHECK(blocks[0].text.text.substr(run.begin, run.end - run.begin) == "“X”");
}

TEST_CASE("a table keeps its rows and cells", "[markdown]") {
    const auto blocks = parse_markdown("| 级别 | 期限 |\n|---|---|\n| **县道** | 3天 |\n| 村道 | 7天 |\n");
    REQUIRE(blocks.size() == 1);
    REQUIRE(blocks[0].rows.size() == 3);
    CHECK(blocks[0].rows[0].is_header);
    CHECK(blocks[0].rows[1].cells[0].text == "县道");
    CHECK(blocks[0].rows[1].cells[0].bold.size() == 1);
    CHECK(blocks[0].rows[2].cells[1].text == "7天");
}

TEST_CASE("pictures carry path and caption, quotations are marked, HTML is text", "[markdown]") {
    const auto blocks = parse_markdown("![示意图](pictures/a.png)\n\n> 先看这几条\n\n<b>不是粗体</b>");
    REQUIRE(blocks.size() == 3);
    CHECK((blocks[0].kind == Kind::Picture && blocks[0].picture == "pictures/a.png" && blocks[0].text.text == "示意图"));
    CHECK(blocks[1].quoted);
    CHECK(blocks[2].text.text == "<b>不是粗体</b>");
}

TEST_CASE("broken Markdown is still text", "[markdown]") {
    for (const char* text : {"", "**", "|", "![", "- \n  - \n", "> > >", "#", "1.", "[a](b", "| a |\n|---|\n|", "\xFF\xFE"}) CHECK_NOTHROW(parse_markdown(text));
}

TEST_CASE("every page of the sample county is laid out at every width and look", "[page-layout]") {
    const SampleHall hall;
    Stage stage({1080, 1920});
    const View view = hall.view();
    const PictureSize sizes = [&](std::string_view path) -> std::optional<Size> {
        const Picture* picture = view.picture(path);
        return picture ? std::optional(Size{picture->width, picture->height}) : std::nullopt;
    };
    for (const Look look : {Look::Normal, Look::Elder})
        stage.ui().frame(look, Milliseconds{0}, [&](Ui& ui) {
            for (const Page& page : hall.pages)
                for (const float width : {400.0F, 984.0F}) {
                    INFO(page.id);
                    const PageLayout layout(page.body, width, ui.paint, sizes);
                    CHECK(layout.height() > 0);
                    CHECK_FALSE(layout.is_outdated(sizes));
                    layout.draw({0, 0}, ui.paint, {});
                }
        });
}

TEST_CASE("a picture that comes later makes the page anew", "[page-layout]") {
    Stage stage({1080, 1920});
    bool has_come = false;
    const PictureSize sizes = [&](std::string_view) { return has_come ? std::optional(Size{600, 900}) : std::nullopt; };
    stage.ui().frame(Look::Normal, Milliseconds{0}, [&](Ui& ui) {
        const float before = ui.pages.page("![图](pictures/a.png)", 900, ui.paint, sizes).height();
        has_come = true;
        CHECK(ui.pages.page("![图](pictures/a.png)", 900, ui.paint, sizes).height() > before + 500);
    });
}

TEST_CASE("a receipt's text fits into a QR code", "[qr]") {
    const auto code = make_qr("LXR1:" + std::string(211, 'A'));
    REQUIRE(code);
    CHECK(code->modules <= 65);
    CHECK(code->dark[0]);
    CHECK_FALSE(make_qr(std::string(5000, 'A')));
}
