// The spoken mode as tables: how it begins and ends, what silences it, and who is asked before something personal is said.
#include "tests/kiosk/turn/sample_world.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;

namespace {

/// A world that can speak.
struct Listening : World {
    Listening() { devices.can_speak = true; }
    Effects plug(bool in) {
        devices.has_headphones = in;
        return happen(event::DevicesChanged{{.has_headphones = in}});
    }
    /// Up to the telephone number of the help form.
    void open_phone() {
        open_help();
        type("我们村里路坏了，下雨天没法走");
        (void)wish(intent::Next{});
        (void)wish(intent::SetAnswer{"village", "990021101201"});
        (void)wish(intent::Next{});
        (void)wish(intent::SetAnswer{"identity", "real"});
        (void)wish(intent::Next{});
    }
    Effects tell(std::string text) {
        Heard heard;
        heard.place = "somewhere";
        return wish(intent::Tell{heard, std::move(text)});
    }
};

std::string said(const Effects& effects) {
    const auto* speak = first<effect::Speak>(effects);
    return speak ? speak->utterance.text : "";
}

} // namespace

TEST_CASE("the spoken mode begins by a wish or by plugging headphones in, from any screen, and only where something can speak", "[spoken.start]") {
    Listening world;
    (void)world.wish(intent::StartSpoken{});
    CHECK(world.session.spoken.on);
    CHECK(world.session.spoken.remark == Remark::Opening);
    CHECK(world.session.screen == Screen::Home);

    Listening in_form;
    in_form.open_help();
    in_form.type("我们村里路坏了");
    (void)in_form.plug(true);
    CHECK(in_form.session.spoken.on);
    CHECK(in_form.session.screen == Screen::Form);
    CHECK(in_form.session.composer.text() == "我们村里路坏了");

    World dumb;
    (void)dumb.wish(intent::StartSpoken{});
    CHECK_FALSE(dumb.session.spoken.on);
    CHECK(dumb.session.screen == Screen::Idle);
}

TEST_CASE("the spoken mode goes on over screens and hand-ins, and a new visit begins without it", "[spoken.visit]") {
    Listening world;
    (void)world.plug(true);
    world.open_help();
    world.fill_help();
    (void)world.wish(intent::Submit{});
    CHECK(said(world.tell("正在登记")) == "正在登记");
    (void)world.happen(event::Saved{});
    CHECK(world.session.screen == Screen::Receipt);
    CHECK(world.session.spoken.on);
    (void)world.wish(intent::Home{});
    CHECK(world.session.spoken.on);
    world.session.voice.volume = 5;
    (void)world.wish(intent::FinishVisit{});
    CHECK_FALSE(world.session.spoken.on);
    CHECK(world.session.spoken.remark == Remark::VisitOver);
    CHECK(world.session.spoken.last.empty());
    CHECK(world.session.voice.volume == 3);
    // Headphones that somebody left plugged in do not decide for the next one.
    (void)world.wish(intent::Start{});
    CHECK_FALSE(world.session.spoken.on);
    CHECK(world.session.spoken.remark == Remark::HeadphonesIn);
}

TEST_CASE("any touch silences at once, and what was said can be said again", "[spoken.interrupt]") {
    Listening world;
    (void)world.wish(intent::StartSpoken{});
    CHECK(said(world.tell("首页")) == "首页");
    CHECK(first<effect::Silence>(world.wish(intent::Touched{})) != nullptr);
    CHECK(said(world.wish(intent::RepeatSpoken{})) == "首页");
    CHECK(said(world.wish(intent::Focus{"home.request", "办事与反映，按钮"})) == "办事与反映，按钮");
    CHECK(world.session.spoken.heard.focus == "home.request");
    const Effects slow = world.wish(intent::Tell{{}, "查询码", Pace::Slow});
    CHECK(first<effect::Speak>(slow)->utterance.voice.speed < world.session.voice.speed);
}

TEST_CASE("before the first personal answer it is asked once whether it may be said aloud; headphones need no question", "[spoken.consent]") {
    Listening world;
    (void)world.wish(intent::StartSpoken{});
    world.open_phone();
    CHECK(world.session.form.field == "name");
    REQUIRE(world.session.dialog == Dialog::Personal);
    (void)world.wish(intent::CloseDialog{});
    CHECK(world.session.spoken.consent == Consent::Refused);
    world.type("王小明");
    (void)world.wish(intent::Next{});
    CHECK(world.session.form.field == "phone");
    CHECK(world.session.dialog == Dialog::None);
    (void)world.wish(intent::AskPersonal{});
    REQUIRE(world.session.dialog == Dialog::Personal);
    (void)world.wish(intent::SayPersonal{});
    CHECK(world.session.spoken.consent == Consent::Given);
    CHECK(world.session.dialog == Dialog::None);

    Listening alone;
    (void)alone.plug(true);
    alone.open_phone();
    CHECK(alone.session.dialog == Dialog::None);

    Listening anonymous;
    (void)anonymous.wish(intent::StartSpoken{});
    anonymous.open_help();
    CHECK(anonymous.session.dialog == Dialog::None);
    (void)anonymous.wish(intent::Home{});
    (void)anonymous.wish(intent::Leave{});
    (void)anonymous.wish(intent::Go{Screen::Progress});
    CHECK(anonymous.session.dialog == Dialog::Personal);
}

TEST_CASE("pulling the headphones out silences at once, forgets what could be repeated, and asks whether to go on aloud", "[spoken.unplug]") {
    Listening world;
    (void)world.plug(true);
    (void)world.tell("电话，1、3、8");
    world.session.voice.volume = 5;
    const Effects effects = world.plug(false);
    CHECK(first<effect::Silence>(effects) != nullptr);
    CHECK(world.session.voice.volume == 3);
    CHECK(said(world.wish(intent::RepeatSpoken{})).empty());
    REQUIRE(world.session.dialog == Dialog::Unplugged);
    SECTION("nobody answers") {
        world.wait(warning_time(world.session, world.times));
        (void)world.happen(event::Tick{});
        CHECK_FALSE(world.session.spoken.on);
        CHECK(world.session.dialog == Dialog::None);
    }
    SECTION("it goes on aloud") {
        (void)world.wish(intent::CloseDialog{});
        CHECK(world.session.spoken.on);
    }
    SECTION("they are plugged in again") {
        (void)world.plug(true);
        CHECK(world.session.spoken.on);
        CHECK(world.session.dialog == Dialog::None);
    }
}

TEST_CASE("pulling the headphones out ends what is read aloud, with the spoken mode off too", "[spoken.unplug]") {
    Listening world;
    (void)world.plug(true);
    (void)world.wish(intent::EndSpoken{});
    (void)world.wish(intent::Read{{Passage{"您的电话", "form.question", 0, 0, "", {}, {}}}});
    REQUIRE(world.session.reading.is_sounding());
    CHECK(first<effect::Silence>(world.plug(false)));
    CHECK_FALSE(world.session.reading.is_on());
    CHECK(world.session.dialog == Dialog::None);
}

TEST_CASE("whoever listens has longer before the privacy time-out, and listening counts", "[spoken.time]") {
    Listening world;
    (void)world.wish(intent::StartSpoken{});
    const Milliseconds usual = world.times.idle;
    CHECK(idle_time(world.session, world.times) >= 3 * usual);
    CHECK(warning_time(world.session, world.times) >= 4 * world.times.warning);
    (void)world.tell("一段很长的话");
    const auto serial = world.session.reading.serial;
    world.wait(3 * usual);
    (void)world.happen(event::Tick{});
    CHECK(world.session.dialog == Dialog::None);
    (void)world.happen(event::SpeechEnded{serial});
    world.wait(3 * usual - Milliseconds{1});
    (void)world.happen(event::Tick{});
    CHECK(world.session.dialog == Dialog::None);
    world.wait(Milliseconds{1});
    (void)world.happen(event::Tick{});
    CHECK(world.session.dialog == Dialog::Timeout);
    CHECK(said(world.tell("您还在吗？")) == "您还在吗？");
    world.wait(warning_time(world.session, world.times));
    (void)world.happen(event::Tick{});
    CHECK(world.session.screen == Screen::Idle);
}
