// Typing by tables: the composer alone, with an engine played by hand.
#include "kiosk/input/composer.h"

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
