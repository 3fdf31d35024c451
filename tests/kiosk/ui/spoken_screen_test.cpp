// The spoken mode on real screens: what two taps do there, and what is never said.
#include "tests/kiosk/ui/stage.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;

namespace {

/// Somebody at a sample screen who listens; wishes change only what was heard.
struct Listener {
    SampleHall hall;
    Stage stage{{1080, 1920}};
    Session session;
    Milliseconds now = hall.monotonic;
    Intents wishes = {};

    Listener(std::string_view name, std::string focus) : session(sample(hall, name)) {
        session.spoken.on = true;
        session.spoken.consent = Consent::Refused;
        frame();
        frame();
        session.spoken.heard.focus = std::move(focus);
        frame();
        wishes.clear();
    }
    void frame() {
        now += Milliseconds{20};
        hall.monotonic = now;
        for (const Intent& wish : stage.frame(hall, session, Look::Normal, now)) {
            if (const auto* tell = std::get_if<intent::Tell>(&wish)) session.spoken.heard = tell->heard;
            if (const auto* focus = std::get_if<intent::Focus>(&wish)) session.spoken.heard.focus = focus->id;
            wishes.push_back(wish);
        }
    }
    void report(PointerPhase phase, Point at) {
        stage.ui().report({phase, at.x, at.y, now, 0, 0});
        frame();
    }
    void tap(Point at) {
        report(PointerPhase::Down, at);
        report(PointerPhase::Up, at);
    }
    void tap_twice(Point at = {540, 700}) {
        tap(at);
        tap(at);
        frame();
        frame();
    }
    template <class Kind>
    const Kind* wished() const {
        for (const Intent& wish : wishes)
            if (const auto* found = std::get_if<Kind>(&wish)) return found;
        return nullptr;
    }
};

} // namespace

TEST_CASE("two taps anywhere do what one finger on the focused target does", "[spoken.act]") {
    Listener person("home", "home.notices");
    person.tap_twice({20, 1700});
    REQUIRE(person.wished<intent::Go>() != nullptr);
    CHECK(person.wished<intent::Go>()->screen == Screen::Notices);
}

TEST_CASE("reading a screen on leaves out what others may not hear", "[spoken.private]") {
    Listener person("receipt", "common.read");
    person.tap_twice();
    CHECK(person.wished<intent::Read>() == nullptr);
    REQUIRE(person.wished<intent::Focus>() != nullptr);
    const std::string& said = person.wished<intent::Focus>()->spoken;
    CHECK(said.find("登记号") != std::string::npos);
    CHECK(said.find("4、8、2、1") == std::string::npos);
    CHECK(said.find("4821") == std::string::npos);
}

TEST_CASE("two taps on what was not said ask again whether it may be", "[spoken.private]") {
    Listener person("receipt", "receipt.code");
    person.tap_twice();
    CHECK(person.wished<intent::AskPersonal>() != nullptr);
}

TEST_CASE("after two taps on the handwriting pad one finger writes in it, and a touch beside it explores again", "[spoken.ink]") {
    Listener person("form-ink-empty", "ink.pad");
    person.tap_twice();
    const Rect pad = person.stage.ui().touch.find("ink.pad")->visible;
    const Point from{pad.x + 60, pad.centre().y}, to{pad.right() - 60, pad.centre().y};
    CHECK(person.wished<intent::AddStroke>() == nullptr);
    person.report(PointerPhase::Down, from);
    person.report(PointerPhase::Move, pad.centre());
    person.report(PointerPhase::Move, to);
    person.report(PointerPhase::Up, to);
    person.frame();
    REQUIRE(person.wished<intent::AddStroke>() != nullptr);
    CHECK(person.wished<intent::AddStroke>()->stroke.size() >= 3);
    person.wishes.clear();
    person.report(PointerPhase::Down, {540, pad.y - 100});
    person.report(PointerPhase::Up, {540, pad.y - 100});
    person.report(PointerPhase::Down, from);
    person.report(PointerPhase::Up, to);
    person.frame();
    CHECK(person.wished<intent::AddStroke>() == nullptr);
}
