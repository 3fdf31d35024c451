// Filling in, reading back and handing in, by tables of intents.
#include "tests/kiosk/turn/sample_world.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;

TEST_CASE("a resident fills in a form and reads everything back before handing in", "[form]") {
    World world;
    world.open_help();
    CHECK(world.session.screen == Screen::Form);
    CHECK(world.session.form.field == "matter");
    CHECK(world.session.composer.pad() == Pad::Pinyin);
    world.fill_help();
    CHECK(world.session.screen == Screen::Confirm);
    const auto effects = world.wish(intent::Submit{});
    const auto* save = first<effect::Save>(effects);
    REQUIRE(save);
    CHECK(save->service == "help");
    CHECK(save->answers == Answers{{"matter", "我们村里路坏了，下雨天没法走"}, {"village", "990021101201"}, {"identity", "real"}, {"name", "王小明"}, {"phone", "13800000001"}});
    CHECK(world.session.hand_in == HandIn::Saving);
}

TEST_CASE("a mistake keeps what was typed and stays on the field", "[form.mistake]") {
    World world;
    world.open_help();
    world.type("路坏");
    (void)world.wish(intent::Next{});
    CHECK(world.session.form.field == "matter");
    REQUIRE(world.session.form.problem);
    CHECK(world.session.form.problem->problem == Problem::TooShort);
    CHECK(world.session.composer.text() == "路坏");
    world.type("了没法走");
    CHECK_FALSE(world.session.form.problem);
    (void)world.wish(intent::Next{});
    CHECK(world.session.form.field == "village");
}

TEST_CASE("a wrong digit of a phone number is pointed out as it is typed", "[form.phone]") {
    World world;
    world.open_help();
    world.type("我们村里路坏了");
    (void)world.wish(intent::Next{});
    (void)world.wish(intent::SetAnswer{"village", "990021101201"});
    (void)world.wish(intent::Next{});
    (void)world.wish(intent::SetAnswer{"identity", "confidential"});
    (void)world.wish(intent::Next{});
    world.type("李四");
    (void)world.wish(intent::Next{});
    CHECK(world.session.composer.pad() == Pad::Digits);
    world.type("1");
    CHECK_FALSE(world.session.form.problem);
    world.type("2");
    REQUIRE(world.session.form.problem);
    CHECK(world.session.form.problem->problem == Problem::PhoneStart);
    (void)world.wish(intent::Backspace{});
    CHECK_FALSE(world.session.form.problem);
    world.type("380000000");
    (void)world.wish(intent::Next{});
    REQUIRE(world.session.form.problem);
    CHECK(world.session.form.problem->problem == Problem::PhoneLength);
    world.type("1");
    (void)world.wish(intent::Next{});
    CHECK(world.session.screen == Screen::Confirm);
}

TEST_CASE("an anonymous request asks neither name nor phone and hands in neither", "[form.anonymous]") {
    World world;
    world.open_help();
    world.fill_help();
    (void)world.wish(intent::EditAnswer{"identity"});
    (void)world.wish(intent::SetAnswer{"identity", "anonymous"});
    (void)world.wish(intent::Next{});
    CHECK(world.session.screen == Screen::Confirm);
    const auto effects = world.wish(intent::Submit{});
    const auto* save = first<effect::Save>(effects);
    REQUIRE(save);
    CHECK(save->answers.count("name") == 0);
    CHECK(save->answers.count("phone") == 0);
}

TEST_CASE("an edit on the confirm page that opens new questions asks them first", "[form]") {
    World world;
    world.open_help();
    world.type("我们村里路坏了");
    (void)world.wish(intent::Next{});
    (void)world.wish(intent::SetAnswer{"village", "990021101201"});
    (void)world.wish(intent::Next{});
    (void)world.wish(intent::SetAnswer{"identity", "anonymous"});
    (void)world.wish(intent::Next{});
    REQUIRE(world.session.screen == Screen::Confirm);
    (void)world.wish(intent::EditAnswer{"identity"});
    (void)world.wish(intent::SetAnswer{"identity", "real"});
    (void)world.wish(intent::Next{});
    CHECK(world.session.screen == Screen::Form);
    CHECK(world.session.form.field == "name");
}

TEST_CASE("back walks through the questions and keeps every answer", "[form]") {
    World world;
    world.open_help();
    world.type("我们村里路坏了");
    (void)world.wish(intent::Next{});
    (void)world.wish(intent::Back{});
    CHECK(world.session.form.field == "matter");
    CHECK(world.session.composer.text() == "我们村里路坏了");
    (void)world.wish(intent::Back{});
    CHECK(world.session.form.field.empty());
    (void)world.wish(intent::Back{});
    CHECK(world.session.dialog == Dialog::Leave);
    (void)world.wish(intent::CloseDialog{});
    CHECK(world.session.form.answers.at("matter") == "我们村里路坏了");
}

TEST_CASE("a form can be typed into whichever way one came to it", "[form]") {
    World world;
    (void)world.wish(intent::Start{});
    (void)world.wish(intent::Go{Screen::Notices});
    (void)world.wish(intent::OpenPage{"legal-aid-guide"});
    CHECK(first<effect::PrepareTyping>(world.wish(intent::ChooseService{"help"})));
}

TEST_CASE("leaving a form asks first, and then forgets it", "[form.leave]") {
    World world;
    world.open_help();
    world.type("我们村里路坏了");
    (void)world.wish(intent::Home{});
    CHECK(world.session.dialog == Dialog::Leave);
    CHECK(world.session.screen == Screen::Form);
    const auto effects = world.wish(intent::Leave{});
    CHECK(world.session.screen == Screen::Home);
    CHECK(world.session.form.answers.empty());
    CHECK(first<effect::DropDraft>(effects));
}

TEST_CASE("nothing typed interferes while a request is being stored", "[handin]") {
    World world;
    world.open_help();
    world.fill_help();
    (void)world.wish(intent::Submit{});
    CHECK(world.wish(intent::Submit{}).empty());
    CHECK(world.wish(intent::Home{}).empty());
    world.wait(std::chrono::minutes(5));
    (void)world.happen(event::Tick{});
    CHECK(world.session.hand_in == HandIn::Saving);
}

TEST_CASE("the receipt replaces the form, of which nothing stays", "[handin]") {
    World world;
    world.open_help();
    world.fill_help();
    (void)world.wish(intent::Submit{});
    Receipt receipt;
    receipt.code = "1234567890123450";
    const auto effects = world.happen(event::Saved{receipt});
    CHECK(world.session.screen == Screen::Receipt);
    CHECK(world.session.receipt->code == receipt.code);
    CHECK(world.session.form.answers.empty());
    CHECK(world.session.composer.text().empty());
    CHECK(first<effect::DropDraft>(effects));
}

TEST_CASE("a hand-in that failed keeps every answer and can be tried again", "[handin.failed]") {
    World world;
    world.open_help();
    world.fill_help();
    (void)world.wish(intent::Submit{});
    (void)world.happen(event::NotSaved{"storage"});
    CHECK(world.session.screen == Screen::Confirm);
    CHECK(world.session.dialog == Dialog::Failed);
    CHECK_FALSE(world.session.receipt);
    CHECK(world.session.form.answers.at("name") == "王小明");
    const auto effects = world.wish(intent::TryAgain{});
    CHECK(first<effect::Save>(effects));
}

TEST_CASE("every answer is kept as a draft, and a draft found at the start is taken up", "[draft]") {
    World world;
    world.open_help();
    world.type("我们村里路坏了");
    const auto effects = world.wish(intent::Next{});
    const auto* keep = first<effect::KeepDraft>(effects);
    REQUIRE(keep);
    World restarted;
    (void)restarted.happen(event::DraftFound{keep->draft});
    CHECK(restarted.session.screen == Screen::Form);
    CHECK(restarted.session.form.field == "village");
    CHECK(restarted.session.form.answers.at("matter") == "我们村里路坏了");
}

TEST_CASE("a kiosk that cannot store refuses before anything is typed", "[refuse]") {
    World world;
    world.hall.accepting = false;
    world.hall.trouble = "no_space";
    (void)world.wish(intent::Start{});
    (void)world.wish(intent::Go{Screen::Services});
    CHECK(world.session.screen == Screen::Trouble);
    (void)world.wish(intent::ChooseService{"help"});
    CHECK(world.session.form.service.empty());
}
