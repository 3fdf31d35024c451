// Writing by hand, held by tables: what each stroke asks, which answers count, and that nothing is left of it.
#include "tests/kiosk/turn/sample_world.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;

namespace {

const InkStroke across{{0.1F, 0.5F}, {0.9F, 0.5F}};

/// The help form's first question with the pad open.
struct Writing : World {
    Writing() {
        open_help();
        (void)wish(intent::SwitchPad{Pad::Ink});
    }
    void answer(std::vector<std::string> candidates) { (void)happen(event::InkRead{session.ink.serial, std::move(candidates)}); }
};

} // namespace

TEST_CASE("choosing the pad gets the recogniser ready before the first stroke", "[ink.written]") {
    World world;
    world.open_help();
    const Effects effects = world.wish(intent::SwitchPad{Pad::Ink});
    REQUIRE(first<effect::ReadInk>(effects));
    CHECK(first<effect::ReadInk>(effects)->strokes.empty());
}

TEST_CASE("each stroke is read with all before it, and a picked candidate becomes text", "[ink.written]") {
    Writing world;
    (void)world.wish(intent::AddStroke{across});
    const Effects effects = world.wish(intent::AddStroke{across});
    REQUIRE(first<effect::ReadInk>(effects));
    CHECK(first<effect::ReadInk>(effects)->strokes.size() == 2);
    world.answer({"二", "三"});
    (void)world.wish(intent::PickInk{1});
    CHECK(world.session.composer.text() == "三");
    CHECK(world.session.form.answers.at("matter") == "三");
    CHECK(world.session.ink.strokes.empty());
    CHECK(world.session.ink.candidates.empty());
}

TEST_CASE("time alone puts nothing", "[ink.unhurried]") {
    Writing world;
    (void)world.wish(intent::AddStroke{across});
    world.answer({"一"});
    world.wait(world.times.idle - Milliseconds{1});
    (void)world.happen(event::Tick{});
    CHECK(world.session.composer.text().empty());
    CHECK(world.session.ink.strokes.size() == 1);
    CHECK(world.session.ink.candidates == std::vector<std::string>{"一"});
}

TEST_CASE("an answer to fewer strokes than are written now is not shown", "[ink.written]") {
    Writing world;
    (void)world.wish(intent::AddStroke{across});
    const auto early = world.session.ink.serial;
    (void)world.wish(intent::AddStroke{across});
    (void)world.happen(event::InkRead{early, {"一"}});
    CHECK(world.session.ink.candidates.empty());
    CHECK(world.session.ink.reading);
    world.answer({"二"});
    CHECK(world.session.ink.candidates == std::vector<std::string>{"二"});
    CHECK_FALSE(world.session.ink.reading);
}

TEST_CASE("the last stroke can be taken back, and all of them", "[ink.written]") {
    Writing world;
    (void)world.wish(intent::AddStroke{across});
    (void)world.wish(intent::AddStroke{across});
    CHECK(first<effect::ReadInk>(world.wish(intent::UndoStroke{}))->strokes.size() == 1);
    world.answer({"一"});
    CHECK(world.wish(intent::UndoStroke{}).empty());
    CHECK(world.session.ink.candidates.empty());
    (void)world.wish(intent::AddStroke{across});
    (void)world.wish(intent::ClearInk{});
    CHECK(world.session.ink.strokes.empty());
}

TEST_CASE("words to search for are written by hand too", "[ink.written]") {
    World world;
    (void)world.wish(intent::Start{});
    (void)world.wish(intent::Go{Screen::Search});
    (void)world.wish(intent::SwitchPad{Pad::Ink});
    (void)world.wish(intent::AddStroke{across});
    (void)world.happen(event::InkRead{world.session.ink.serial, {"路"}});
    const Effects effects = world.wish(intent::PickInk{0});
    REQUIRE(first<effect::Search>(effects));
    CHECK(first<effect::Search>(effects)->words == "路");
}

TEST_CASE("strokes end with the pad, the question and the visit, and late answers reach nobody", "[ink.forgotten]") {
    Writing world;
    (void)world.wish(intent::AddStroke{across});
    (void)world.wish(intent::SwitchPad{Pad::Pinyin});
    CHECK(world.session.ink.strokes.empty());
    (void)world.wish(intent::AddStroke{across}); // a finger that was still writing
    CHECK(world.session.ink.strokes.empty());

    (void)world.wish(intent::SwitchPad{Pad::Ink});
    (void)world.wish(intent::AddStroke{across});
    const auto asked = world.session.ink.serial;
    (void)world.wish(intent::FinishVisit{});
    CHECK(world.session.ink.strokes.empty());

    // The next resident opens the pad and writes as many strokes.
    world.open_help();
    (void)world.wish(intent::SwitchPad{Pad::Ink});
    (void)world.wish(intent::AddStroke{across});
    (void)world.happen(event::InkRead{asked, {"秘"}});
    CHECK(world.session.ink.candidates.empty());
}
