// Typing by tables: the composer alone, with an engine played by hand.
#include "kiosk/input/composer.h"
#include "kiosk/input/nine_key.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

Composer typing(std::string text, Pad pad = Pad::Pinyin, std::size_t longest = 1000) {
    Composer composer;
    composer.begin(std::move(text), pad, longest);
    return composer;
}

PinyinQuery type(Composer& composer, std::string_view letters) {
    std::optional<PinyinQuery> query;
    for (char letter : letters) query = composer.letter(letter);
    return query.value();
}

} // namespace

TEST_CASE("letters gather until a candidate uses them up", "[composer]") {
    auto composer = typing("我们");
    auto query = type(composer, "cunli");
    CHECK(query.letters == "cunli");
    CHECK(composer.preedit() == "cunli");
    CHECK(composer.text() == "我们");
    composer.answer({query.serial, "", "cun li", {"村里", "存", "村"}});
    CHECK(composer.preedit() == "cun li");
    query = composer.pick(0).value();
    CHECK(query.picks == std::vector<std::size_t>{0});
    composer.answer({query.serial, "村里", "", {}});
    CHECK(composer.text() == "我们村里");
    CHECK(composer.candidates().empty());
    CHECK_FALSE(composer.composing());
}

TEST_CASE("an answer that comes too late changes nothing", "[composer]") {
    auto composer = typing("");
    const auto late = type(composer, "lu");
    const auto now = composer.letter('n').value();
    composer.answer({late.serial, "", "lu", {"路"}});
    CHECK(composer.candidates().empty());
    composer.answer({now.serial, "", "lun", {"论"}});
    CHECK(composer.candidates() == std::vector<std::string>{"论"});
}

TEST_CASE("backspace takes a pick, then letters, then characters", "[composer]") {
    auto composer = typing("路");
    auto query = type(composer, "huai");
    composer.answer({query.serial, "", "huai", {"坏", "怀"}});
    query = composer.pick(1).value();
    query = composer.backspace().value();
    CHECK(query.picks.empty());
    CHECK(query.letters == "huai");
    for (int i = 0; i < 3; ++i) CHECK(composer.backspace().has_value());
    CHECK_FALSE(composer.backspace().has_value());
    CHECK(composer.preedit().empty());
    CHECK(composer.text() == "路");
    CHECK_FALSE(composer.backspace().has_value());
    CHECK(composer.text().empty());
    CHECK_FALSE(composer.backspace().has_value());
}

TEST_CASE("text goes in at the caret, whole characters only", "[composer]") {
    auto composer = typing("村路");
    composer.move_caret(3);
    composer.put("里的");
    CHECK(composer.text() == "村里的路");
    CHECK(composer.caret() == 9);
    composer.move_caret(7); // inside a character: moves to its end
    CHECK(composer.caret() == 9);
    composer.move_caret(500);
    CHECK(composer.caret() == composer.text().size());
}

TEST_CASE("a text never grows beyond its longest", "[composer]") {
    auto composer = typing("12", Pad::Digits, 4);
    composer.put("345");
    CHECK(composer.text() == "1234");
    composer.put("6");
    CHECK(composer.text() == "1234");
}

TEST_CASE("on the Latin pad a letter is put as it is", "[composer]") {
    auto composer = typing("", Pad::Latin);
    CHECK_FALSE(composer.letter('a').has_value());
    CHECK(composer.text() == "a");
}

TEST_CASE("candidate pages stay inside the list", "[composer]") {
    auto composer = typing("");
    const auto query = type(composer, "shi");
    composer.answer({query.serial, "", "shi", std::vector<std::string>(20, "是")});
    composer.turn_page(-1);
    CHECK(composer.first_candidate() == 0);
    composer.turn_page(1);
    CHECK(composer.first_candidate() == Composer::page_size);
    composer.turn_page(9);
    CHECK(composer.first_candidate() == 2 * Composer::page_size);
}

TEST_CASE("forgetting leaves nothing of what was typed", "[composer]") {
    auto composer = typing("张三");
    (void)type(composer, "zhang");
    composer.forget();
    CHECK(composer.text().empty());
    CHECK(composer.preedit().empty());
    CHECK_FALSE(composer.composing());
}

TEST_CASE("undoing takes back what was put, one word at a time", "[typing.undo]") {
    auto composer = typing("我们");
    CHECK_FALSE(composer.can_undo());
    composer.put("村里");
    composer.put("路坏了");
    composer.undo();
    CHECK(composer.text() == "我们村里");
    CHECK(composer.caret() == composer.text().size());
    composer.undo();
    CHECK(composer.text() == "我们");
    CHECK_FALSE(composer.can_undo());
    composer.undo();
    CHECK(composer.text() == "我们");
}

TEST_CASE("a run of deleting is one step, and so is a run of digits", "[typing.undo]") {
    auto composer = typing("村口的路");
    for (int i = 0; i < 3; ++i) (void)composer.backspace();
    CHECK(composer.text() == "村");
    composer.undo();
    CHECK(composer.text() == "村口的路");
    for (const char* digit : {"2", "0", "1"}) composer.put(digit);
    composer.put("号");
    composer.undo();
    CHECK(composer.text() == "村口的路201");
    composer.undo();
    CHECK(composer.text() == "村口的路");
    // Deleting in two places is two steps.
    (void)composer.backspace();
    composer.move_caret(3);
    (void)composer.backspace();
    CHECK(composer.text() == "口的");
    composer.undo();
    CHECK(composer.text() == "村口的");
    CHECK(composer.caret() == 3);
}

TEST_CASE("clearing can be undone", "[typing.undo]") {
    auto composer = typing("下雨天没法走");
    composer.clear();
    CHECK(composer.text().empty());
    composer.undo();
    CHECK(composer.text() == "下雨天没法走");
    composer.clear();
    composer.clear();
    composer.undo();
    CHECK(composer.text() == "下雨天没法走");
}

TEST_CASE("undoing while letters are composed takes the letters and leaves the text", "[typing.undo]") {
    auto composer = typing("");
    composer.put("路");
    const auto query = type(composer, "huai");
    CHECK(composer.can_undo());
    composer.undo();
    CHECK_FALSE(composer.composing());
    CHECK(composer.text() == "路");
    composer.answer({query.serial, "", "huai", {"坏"}});
    CHECK(composer.candidates().empty());
}

TEST_CASE("only so many steps are kept, and none of another field or visit", "[typing.undo]") {
    auto composer = typing("");
    for (std::size_t i = 0; i < Composer::most_steps + 20; ++i) composer.put("路口");
    std::size_t steps = 0;
    for (; composer.can_undo(); ++steps) composer.undo();
    CHECK(steps == Composer::most_steps);
    composer.put("张三");
    composer.begin("", Pad::Pinyin, 20);
    CHECK_FALSE(composer.can_undo());
    composer.put("李四");
    composer.forget();
    CHECK_FALSE(composer.can_undo());
}

TEST_CASE("on nine keys digits gather, and a reading takes the first of them", "[typing.nine-key]") {
    auto composer = typing("", Pad::NineKey);
    CHECK_FALSE(composer.letter('1').has_value());
    CHECK_FALSE(composer.letter('a').has_value());
    auto query = type(composer, "64426");
    CHECK(query.letters == "64426");
    CHECK(query.layout == KeyLayout::NineKey);
    const auto readings = composer.readings();
    REQUIRE(readings.size() > 2);
    const auto ni = static_cast<std::size_t>(std::find(readings.begin(), readings.end(), "ni") - readings.begin());
    REQUIRE(ni < readings.size());
    query = composer.spell(ni).value();
    CHECK(query.letters == "ni'426");
    CHECK(composer.readings() == readings_of("426", Composer::most_readings));
    // Deleting takes digits, then makes the reading digits again.
    for (int i = 0; i < 3; ++i) query = composer.backspace().value();
    CHECK(query.letters == "ni'");
    CHECK(composer.readings().empty());
    CHECK_FALSE(composer.spell(0).has_value());
    query = composer.backspace().value();
    CHECK(query.letters == "64");
}

TEST_CASE("readings of digits are whole syllables, longest first, then initials", "[nine-key]") {
    CHECK(keys_of("women") == "96636");
    CHECK(readings_of("94", 9) == std::vector<std::string>{"xi", "yi", "zi", "w", "x", "y", "z"});
    CHECK(readings_of("94664", 2) == std::vector<std::string>{"xiong", "zhong"});
    CHECK(readings_of("", 9).empty());
}

TEST_CASE("signs and digits lead back to the pad that words are written on", "[composer]") {
    auto composer = typing("", Pad::NineKey);
    composer.set_pad(Pad::Symbols);
    composer.turn_page(1);
    CHECK(composer.sign_page() == 1);
    composer.turn_page(-5);
    CHECK(composer.sign_page() == 0);
    composer.set_pad(Pad::Digits);
    CHECK(composer.writing_pad() == Pad::NineKey);
    composer.set_pad(Pad::Ink);
    CHECK(composer.writing_pad() == Pad::Ink);
}

TEST_CASE("the caret remembers on which side of a line break it was put", "[composer]") {
    auto composer = typing("村里的路坏了");
    composer.move_caret(9, CaretSide::BeforeBreak);
    CHECK(composer.caret_side() == CaretSide::BeforeBreak);
    composer.put("大");
    CHECK(composer.caret_side() == CaretSide::AfterBreak);
}
