// A text being typed on the screen: where a finger puts the caret, and that the caret is never out of sight.
#include "kiosk/ui/widgets.h"
#include "tests/kiosk/ui/stage.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;

namespace {

/// A box of 12 characters and four lines on a screen of its own.
struct Box {
    Stage stage{{1080, 1920}};
    Rect rect;
    std::string text;
    std::size_t caret = 0;
    CaretSide side = CaretSide::AfterBreak;
    Milliseconds now{0};

    explicit Box(std::string content) : text(std::move(content)), caret(text.size()) {
        frame();
        const Theme& theme = theme_of();
        rect = {100, 300, theme.body.em * 12.5F + theme.px(60), theme.body.line * 4 + theme.px(40)};
        settle();
    }
    const Theme& theme_of() { return stage.ui().theme(); }
    void frame() {
        stage.ui().frame(Look::Normal, now, [&](Ui& ui) {
            const TextField field{"box", "box", text, caret, "", "", Mood::Calm, side};
            if (const auto place = text_field(ui, rect, field)) {
                caret = place->offset;
                side = place->side;
            }
        });
        now += Milliseconds{16};
    }
    void settle() {
        for (int i = 0; i < 4; ++i) frame();
    }
    void tap(float x, float y) {
        stage.ui().touch.report({PointerPhase::Down, x, y, now, 1, 0});
        frame();
        stage.ui().touch.report({PointerPhase::Up, x, y, now, 1, 0});
        settle();
    }
    void drag(float from, float to) {
        stage.ui().touch.report({PointerPhase::Down, rect.x + 50, from, now, 1, 0});
        for (int i = 1; i <= 10; ++i) {
            frame();
            stage.ui().touch.report({PointerPhase::Move, rect.x + 50, from + (to - from) * static_cast<float>(i) / 10, now, 1, 0});
        }
        frame();
        now += Milliseconds{400}; // the finger rests before it leaves, so the list does not roll on
        stage.ui().touch.report({PointerPhase::Up, rect.x + 50, to, now, 1, 0});
        settle();
    }
    float line(int index) { return rect.y + theme_of().px(20) + theme_of().body.line * (static_cast<float>(index) + 0.5F); }
    float column(float characters) { return rect.x + theme_of().px(28) + theme_of().body.em * characters; }
};

std::string repeated(std::string_view text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

} // namespace

TEST_CASE("a finger puts the caret between the characters it is nearest to", "[typing.caret]") {
    Box box(repeated("路", 30)); // lines of 12, 12 and 6
    box.tap(box.column(3.2F), box.line(0));
    CHECK(box.caret == 3 * 3);
    box.tap(box.column(3.7F), box.line(1));
    CHECK(box.caret == (12 + 4) * 3);
    box.tap(box.column(11), box.line(2)); // right of the last line
    CHECK(box.caret == 30 * 3);
    box.tap(box.column(2), box.line(3)); // below the text
    CHECK(box.caret == 30 * 3);
    box.tap(box.rect.x + 2, box.line(1)); // at the edge, left of the line
    CHECK(box.caret == 12 * 3);
    CHECK(box.side == CaretSide::AfterBreak);
}

TEST_CASE("at the end of a broken line the caret stays on that line", "[typing.caret]") {
    Box box(repeated("路", 30));
    box.tap(box.column(12.4F), box.line(0));
    CHECK(box.caret == 12 * 3);
    CHECK(box.side == CaretSide::BeforeBreak);
    box.tap(box.column(0.1F), box.line(1));
    CHECK(box.caret == 12 * 3);
    CHECK(box.side == CaretSide::AfterBreak);
}

TEST_CASE("a text longer than its box rolls to the caret, and under a finger", "[typing.caret]") {
    Box box(repeated("村里的路塌了三处孩子上学", 20)); // twenty lines of 12
    // The end is in sight: the last line shown is the last of the text.
    box.tap(box.column(0.1F), box.line(3));
    CHECK(box.caret == 19 * 12 * 3);
    box.drag(box.line(0), box.line(0) + 8 * box.theme_of().body.line);
    const std::size_t before = box.caret;
    box.tap(box.column(0.1F), box.line(1));
    CHECK(box.caret < before - 6 * 12 * 3);
    // What is typed there comes into sight by itself.
    box.caret = 0;
    box.settle();
    box.tap(box.column(5.1F), box.line(0));
    CHECK(box.caret == 5 * 3);
}
