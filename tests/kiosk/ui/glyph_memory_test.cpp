// The picture of glyphs under texts of thousands of different characters.
#include "tests/kiosk/ui/stage.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;

namespace {

/// Twenty lines of twenty characters each that no other page has.
std::string page(int number) {
    std::string text;
    for (int i = 0; i < 400; ++i) {
        const char32_t character = 0x4E00 + static_cast<char32_t>(number * 400 + i);
        text += static_cast<char>(0xE0 | (character >> 12));
        text += static_cast<char>(0x80 | ((character >> 6) & 0x3F));
        text += static_cast<char>(0x80 | (character & 0x3F));
    }
    return text;
}

Bytes show(Stage& stage, int number) {
    const std::string text = page(number);
    for (int frame = 0; frame < 3; ++frame)
        stage.ui().frame(Look::Normal, Milliseconds(1000 + number * 100 + frame * 16), [&](Ui& ui) {
            ui.paint.paragraph(ui.screen(), text, ui.theme().body, ui.theme().ink);
        });
    return *stage.canvas().pixels();
}

} // namespace

TEST_CASE("a text of thousands of different characters takes no more memory for its glyphs than a page of it", "[screen.memory]") {
    const Bytes as_first = [] {
        Stage fresh({1080, 1920});
        return show(fresh, 3);
    }();
    Stage stage({1080, 1920});
    for (int number = 0; number < 12; ++number) {
        (void)show(stage, number);
        CHECK(stage.ui().glyphs.pixels() <= GlyphMemory::least_room);
    }
    const bool looks_the_same = show(stage, 3) == as_first;
    CHECK(looks_the_same);
}

TEST_CASE("a frame that needs more glyphs than there is room for keeps them from frame to frame", "[screen.memory]") {
    Stage stage({1080, 1920});
    std::string text;
    for (int number = 0; number < 10; ++number) text += page(number);
    const auto frame = [&](int at) {
        return stage.ui().frame(Look::Normal, Milliseconds(1000 + at * 16), [&](Ui& ui) {
            for (const Type* type : {&ui.theme().body, &ui.theme().title}) ui.paint.paragraph(ui.screen(), text, *type, ui.theme().ink);
        });
    };
    for (int at = 0; at < 4; ++at) (void)frame(at);
    CHECK(stage.ui().glyphs.pixels() > GlyphMemory::least_room);
    for (int at = 4; at < 8; ++at) CHECK_FALSE(frame(at));
}
