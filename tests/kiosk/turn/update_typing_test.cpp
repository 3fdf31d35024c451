// Typing in a visit, held by tables: pads, undoing, digits with a place of their own, and what a search makes of half a word.
#include "tests/kiosk/turn/sample_world.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;

namespace {

Effects keys(World& world, std::string_view letters) {
    Effects last;
    for (const char letter : letters) last = world.wish(intent::Letter{letter});
    return last;
}

void next_question(World& world, const char* field, const char* value) {
    (void)world.wish(intent::SetAnswer{field, value});
    (void)world.wish(intent::Next{});
}

} // namespace

TEST_CASE("the pad chosen last stays for the visit, and a new visit begins with the usual one", "[typing.pad]") {
    World world;
    world.open_help();
    CHECK(world.session.composer.pad() == Pad::Pinyin);
    (void)world.wish(intent::SwitchPad{Pad::NineKey});
    (void)world.wish(intent::SwitchPad{Pad::Symbols});
    world.type("我们村里路坏了，下雨天没法走");
    (void)world.wish(intent::Next{});
    next_question(world, "village", "990021101201");
    next_question(world, "identity", "real");
    CHECK(world.session.form.field == "name");
    CHECK(world.session.composer.pad() == Pad::NineKey);
    world.type("王小明");
    (void)world.wish(intent::Next{});
    CHECK(world.session.composer.pad() == Pad::Digits);
    (void)world.wish(intent::Home{});
    (void)world.wish(intent::Leave{});
    (void)world.wish(intent::Go{Screen::Search});
    CHECK(world.session.composer.pad() == Pad::NineKey);
    (void)world.wish(intent::FinishVisit{});
    world.open_help();
    CHECK(world.session.composer.pad() == Pad::Pinyin);
}

TEST_CASE("a visit begins with the pad that the hall has set", "[typing.pad]") {
    World world;
    Surroundings around = world.around();
    around.writing_pad = Pad::NineKey;
    for (const Intent& wish : {Intent(intent::Start{}), Intent(intent::Go{Screen::Services}), Intent(intent::ChooseService{"help"}), Intent(intent::BeginForm{})})
        (void)update(world.session, wish, around);
    CHECK(world.session.composer.pad() == Pad::NineKey);
}

TEST_CASE("digits of nine keys go to the engine as they are", "[typing.nine-key]") {
    World world;
    world.open_help();
    (void)world.wish(intent::SwitchPad{Pad::NineKey});
    const Effects effects = keys(world, "64426");
    REQUIRE(first<effect::AskPinyin>(effects));
    CHECK(first<effect::AskPinyin>(effects)->query.letters == "64426");
    CHECK(first<effect::AskPinyin>(effects)->query.layout == KeyLayout::NineKey);
    const auto readings = world.session.composer.readings();
    const auto ni = static_cast<std::size_t>(std::find(readings.begin(), readings.end(), "ni") - readings.begin());
    const Effects narrowed = world.wish(intent::Spell{ni});
    REQUIRE(first<effect::AskPinyin>(narrowed));
    CHECK(first<effect::AskPinyin>(narrowed)->query.letters == "ni'426");
}

TEST_CASE("undoing and clearing change the answer and the draft with the text", "[typing.undo]") {
    World world;
    world.open_help();
    world.type("我们村里路坏了");
    world.type("，下雨天没法走");
    const Effects undone = world.wish(intent::Undo{});
    CHECK(world.session.form.answers["matter"] == "我们村里路坏了");
    REQUIRE(first<effect::KeepDraft>(undone));
    CHECK(first<effect::KeepDraft>(undone)->draft.form.answers.at("matter") == "我们村里路坏了");
    (void)world.wish(intent::Clear{});
    CHECK_FALSE(world.session.form.answers.contains("matter"));
    (void)world.wish(intent::Undo{});
    CHECK(world.session.form.answers["matter"] == "我们村里路坏了");
}

TEST_CASE("the X of an identity number goes into its last place only", "[typing.figures]") {
    World world;
    world.catalogue.services.front().fields.front() = field("card", FieldType::IdNumber);
    world.open_help();
    world.type("1101051949");
    world.type("X");
    CHECK(world.session.composer.text() == "1101051949");
    world.type("1231002");
    world.type("x");
    CHECK(world.session.composer.text() == "11010519491231002x");
    world.type("5");
    CHECK(world.session.form.answers["card"] == "11010519491231002X");
}

TEST_CASE("a search on nine keys looks for what the digits are taken for", "[typing.nine-key]") {
    World world;
    (void)world.wish(intent::Start{});
    (void)world.wish(intent::Go{Screen::Search});
    (void)world.wish(intent::SwitchPad{Pad::NineKey});
    const Effects asked = keys(world, "3422");
    REQUIRE(first<effect::AskPinyin>(asked));
    const Effects answered = world.happen(event::PinyinAnswered{{first<effect::AskPinyin>(asked)->query.serial, "", "di ba", {"第八"}}});
    REQUIRE(first<effect::Search>(answered));
    CHECK(first<effect::Search>(answered)->words == "diba");
}
