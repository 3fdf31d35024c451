// The idle screen under a finger.
#include "kiosk/update.h"
#include "tests/kiosk/ui/stage.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace lianxin;
using namespace lianxin::test;

namespace {

bool begins(const Intents& wishes) {
    return std::any_of(wishes.begin(), wishes.end(), [](const Intent& wish) { return std::holds_alternative<intent::Start>(wish); });
}

} // namespace

TEST_CASE("the idle screen is left in the frame that hears of a touch, on whatever slide", "[signage.touch]") {
    const SampleHall hall;
    for (const char* name : {"idle", "idle-picture", "idle-page", "idle-notices", "idle-roster", "idle-board"}) {
        INFO(name);
        Stage stage({1080, 1920});
        const Session session = sample(hall, name);
        stage.show(hall, session, Look::Normal);
        stage.ui().report({PointerPhase::Down, 300, 900, Milliseconds(1000), 0, 0});
        CHECK(begins(stage.frame(hall, session, Look::Normal, Milliseconds(1010))));
    }
}

TEST_CASE("within 100 ms of a finger coming down on any slide the home screen is drawn", "[signage.leave]") {
    constexpr Milliseconds frame{16};
    SampleHall hall;
    for (const char* name : {"idle", "idle-picture", "idle-page", "idle-notices", "idle-roster", "idle-board"}) {
        INFO(name);
        Stage stage({1080, 1920});
        Session session = sample(hall, name);
        stage.show(hall, session, Look::Normal);
        Milliseconds now{5000};
        const Milliseconds touched = now;
        stage.ui().report({PointerPhase::Down, 300, 900, now, 0, 0});
        int frames = 0;
        for (; !stage.ui().touch.find("home.request") && frames < 20; ++frames) {
            now += frame;
            for (const Intent& wish : stage.frame(hall, session, Look::Normal, now))
                (void)update(session, wish, {hall.hall, hall.catalogue, hall.devices, hall.now, now, Times{}});
        }
        CHECK(session.screen == Screen::Home);
        CHECK(frames == 2); // one hears of the finger, the next draws home
        CHECK(now - touched <= Milliseconds(100));
    }
}

TEST_CASE("a slide that nothing changed is not drawn again", "[screen.idle]") {
    const SampleHall hall;
    Stage stage({1080, 1920});
    const Session session = sample(hall, "idle-page");
    stage.show(hall, session, Look::Normal);
    const View view = hall.view();
    Intents intents;
    for (int i = 0; i < 3; ++i) CHECK_FALSE(stage.ui().frame(Look::Normal, Milliseconds{100 + i}, [&](Ui& ui) { draw(view, session, ui, intents); }));
}

TEST_CASE("a headline as long as a letter leaves room for what to do, and stands whole below", "[alert.long]") {
    SampleHall hall;
    std::string& headline = hall.warned.alerts.front().headline;
    while (headline.size() < 900) headline += "请各村立即组织转移";
    for (const Look look : {Look::Normal, Look::Elder, Look::Contrast}) {
        Stage stage({1080, 1920});
        stage.show(hall, sample(hall, "alert-idle"), look);
        const Target* title = stage.ui().touch.find("alert.title");
        REQUIRE(title);
        CHECK(title->rect.height < 1920.0F / 2);
        CHECK(title->value == headline);
        REQUIRE(stage.ui().touch.find("alert.headline"));
        CHECK(stage.ui().touch.find("alert.headline")->value == headline);
    }
    const SampleHall usual;
    Stage stage({1080, 1920});
    stage.show(usual, sample(usual, "alert-idle"), Look::Normal);
    CHECK_FALSE(stage.ui().touch.find("alert.headline"));
}

TEST_CASE("a warning covers everything but its own buttons", "[alert.idle]") {
    const SampleHall hall;
    Stage stage({1080, 1920});
    stage.show(hall, sample(hall, "alert-form"), Look::Normal);
    for (const Target& target : stage.ui().touch.targets())
        if (!target.id.starts_with("alert.")) CHECK(target.covered);
    stage.ui().touch.activate("alert.seen");
    const auto wishes = stage.frame(hall, sample(hall, "alert-form"), Look::Normal, Milliseconds(1010));
    CHECK(std::any_of(wishes.begin(), wishes.end(), [](const Intent& wish) { return std::holds_alternative<intent::AcknowledgeAlert>(wish); }));
}
