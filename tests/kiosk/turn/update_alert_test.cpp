// Public warnings: who is interrupted, what is kept, and when the screen is given back.
#include "tests/kiosk/turn/sample_world.h"

#include "kiosk/alerts.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;

namespace {

Alert alert_now(const World& world, std::string id, AlertSeverity severity = AlertSeverity::Extreme) {
    Alert alert;
    alert.identifier = std::move(id);
    alert.sender = "weather";
    alert.sent = world.now;
    alert.headline = "暴雨红色预警";
    alert.instruction = "转移到高处";
    alert.severity = severity;
    alert.urgency = AlertUrgency::Immediate;
    alert.expires = world.now + std::chrono::hours(2);
    return alert;
}

Effects warn(World& world, std::vector<Alert> alerts) {
    world.hall.alerts = standing_alerts(std::move(alerts), "990021101000");
    return world.happen(event::HallChanged{world.hall});
}

} // namespace

TEST_CASE("a warning interrupts the idle loop and is said; a touch gives the screen to whoever touched, with a strip", "[alert.idle]") {
    World world;
    world.devices.can_speak = true;
    const auto effects = warn(world, {alert_now(world, "rain", AlertSeverity::Moderate)});
    CHECK(world.session.alert.shown == "weather,rain");
    REQUIRE(first<effect::Speak>(effects));
    CHECK(first<effect::Speak>(effects)->utterance.text == "暴雨红色预警");
    CHECK(first<effect::Silence>(world.wish(intent::AcknowledgeAlert{})));
    CHECK(world.session.screen == Screen::Home);
    CHECK(world.session.alert.shown.empty());
    CHECK(current_alerts(world.hall, world.now).size() == 1); // the strip
    (void)world.wish(intent::ShowAlert{"weather,rain"});
    CHECK(world.session.alert.shown == "weather,rain");
    (void)world.wish(intent::AcknowledgeAlert{});
    (void)world.wish(intent::Home{});
    CHECK(world.session.alert.shown.empty()); // seen in this visit
    (void)world.wish(intent::FinishVisit{});
    CHECK(world.session.alert.shown == "weather,rain"); // the next one has not seen it
}

TEST_CASE("a grave warning interrupts a visit and nothing that was typed is lost", "[alert.visit]") {
    World world;
    world.open_help();
    world.type("我们村里路坏了");
    (void)world.wish(intent::Letter{'x'});
    world.wait(Milliseconds(59'000));
    (void)warn(world, {alert_now(world, "rain", AlertSeverity::Severe)});
    CHECK(world.session.alert.shown == "weather,rain");
    CHECK(world.session.screen == Screen::Form);
    CHECK(world.session.composer.text() == "我们村里路坏了");
    world.wait(Milliseconds(30'000)); // whoever was interrupted gets the whole time again
    (void)world.happen(event::Tick{});
    CHECK(world.session.dialog == Dialog::None);
    (void)world.wish(intent::AcknowledgeAlert{});
    CHECK(world.session.screen == Screen::Form);
    CHECK(world.session.composer.text() == "我们村里路坏了");
    CHECK(world.session.composer.composing());
}

TEST_CASE("lesser warnings, later ones and exercises leave a visit alone", "[alert.visit]") {
    World world;
    Alert moderate = alert_now(world, "moderate", AlertSeverity::Moderate), later = alert_now(world, "later"), exercise = alert_now(world, "exercise");
    later.urgency = AlertUrgency::Future;
    exercise.status = AlertStatus::Exercise;
    world.open_help();
    (void)warn(world, {moderate, later, exercise});
    CHECK(world.session.alert.shown.empty());
    CHECK(current_alerts(world.hall, world.now).size() == 3);
    World idle;
    (void)warn(idle, {exercise, alert_now(idle, "minor", AlertSeverity::Minor)});
    CHECK(idle.session.alert.shown.empty());
}

TEST_CASE("a warning leaves the screen by expiry and by being taken back", "[alert.over]") {
    World world;
    (void)warn(world, {alert_now(world, "rain")});
    const auto next = next_turn(world.session, world.around());
    REQUIRE(next);
    CHECK(*next == world.monotonic + std::chrono::hours(2));
    world.wait(std::chrono::hours(2) - Milliseconds(1));
    (void)world.happen(event::Tick{});
    CHECK_FALSE(world.session.alert.shown.empty());
    world.wait(Milliseconds(1));
    (void)world.happen(event::Tick{});
    CHECK(world.session.alert.shown.empty());
    World other;
    const Alert rain = alert_now(other, "rain");
    (void)warn(other, {rain});
    Alert cancel = alert_now(other, "cancel");
    cancel.message = AlertMessage::Cancel;
    cancel.references = {{"weather", "rain"}};
    (void)warn(other, {rain, cancel});
    CHECK(other.session.alert.shown.empty());
}

TEST_CASE("a warning that begins later takes the screen when its time comes", "[alert.over]") {
    World world;
    Alert coming = alert_now(world, "rain");
    coming.effective = world.now + std::chrono::minutes(10);
    (void)warn(world, {coming});
    CHECK(world.session.alert.shown.empty());
    const auto next = next_turn(world.session, world.around());
    REQUIRE(next);
    world.wait(*next - world.monotonic);
    (void)world.happen(event::Tick{});
    CHECK(world.session.alert.shown == "weather,rain");
}

TEST_CASE("several warnings are shown one after the other, the gravest first", "[alert.idle]") {
    World world;
    (void)warn(world, {alert_now(world, "severe", AlertSeverity::Severe), alert_now(world, "extreme")});
    CHECK(world.session.alert.shown == "weather,extreme");
    (void)world.wish(intent::AcknowledgeAlert{});
    CHECK(world.session.alert.shown == "weather,severe");
    (void)world.wish(intent::AcknowledgeAlert{});
    CHECK(world.session.alert.shown.empty());
    CHECK(world.session.screen == Screen::Home);
}

TEST_CASE("a clock that was never set lets no warning stand that is certainly over, and ends none too early", "[alert.clock]") {
    World world; // goes by what has certainly passed: the edition was made then
    world.hall.clock_trusted = false;
    const Alert rain = alert_now(world, "rain");
    Alert old = rain, coming = rain;
    old.identifier = "old";
    old.sent = world.now - std::chrono::hours(100);
    old.expires = world.now - std::chrono::hours(90);
    coming.identifier = "coming";
    coming.effective = world.now + std::chrono::hours(1);
    (void)warn(world, {rain, old, coming});
    CHECK(world.session.alert.shown == "weather,rain");
    REQUIRE(current_alerts(world.hall, world.now).size() == 2);
    CHECK(standing_of(*alert_of(world.hall, "weather,coming"), world.hall, world.now) == Standing::Possibly); // it may be later than we know
    (void)world.wish(intent::AcknowledgeAlert{});
    CHECK(world.session.alert.shown.empty());
    world.wait(std::chrono::hours(1));
    (void)world.happen(event::Tick{});
    CHECK(world.session.alert.shown == "weather,coming");
}

TEST_CASE("a warning whose end has passed by the clock alone leaves the screen and stays in the strip until it has certainly passed", "[alert.bounds]") {
    World world;
    world.hall.clock_lag = std::chrono::hours(30);
    (void)warn(world, {alert_now(world, "rain")});
    CHECK(world.session.alert.shown == "weather,rain");
    world.wait(std::chrono::hours(2));
    (void)world.happen(event::Tick{});
    CHECK(world.session.alert.shown.empty());
    REQUIRE(current_alerts(world.hall, world.now).size() == 1);
    (void)world.wish(intent::Start{});
    CHECK(world.session.alert.shown.empty());
    (void)world.wish(intent::ShowAlert{"weather,rain"}); // who asks for it may read it
    CHECK(world.session.alert.shown == "weather,rain");
    (void)world.happen(event::HallChanged{world.hall});
    CHECK(world.session.alert.shown == "weather,rain");
    const auto next = next_turn(world.session, world.around());
    REQUIRE(next);
    world.wait(*next - world.monotonic);
    (void)world.happen(event::Tick{});
    CHECK(world.session.alert.shown.empty());
    CHECK(current_alerts(world.hall, world.now).empty());
}

TEST_CASE("on a kiosk that nobody touches a warning is said again", "[alert.idle]") {
    World world;
    world.devices.can_speak = true;
    const auto begun = warn(world, {alert_now(world, "rain")});
    auto serial = first<effect::Speak>(begun)->serial;
    for (int i = 0; i < 2; ++i) {
        const auto effects = world.happen(event::SpeechEnded{serial});
        if (const auto* next = first<effect::Speak>(effects)) serial = next->serial;
    }
    CHECK_FALSE(world.session.reading.is_on());
    const auto next = next_turn(world.session, world.around());
    REQUIRE(next);
    world.wait(*next - world.monotonic);
    CHECK(first<effect::Speak>(world.happen(event::Tick{})));
}

TEST_CASE("at night only an extreme warning is said again on a kiosk that nobody touches, the others from six on", "[alert.night]") {
    for (const auto severity : {AlertSeverity::Extreme, AlertSeverity::Severe}) {
        World world;
        world.now = parse_iso_time("2026-11-23T14:00:00Z").value(); // 22:00 in China
        world.devices.can_speak = true;
        Alert rain = alert_now(world, "rain", severity);
        rain.expires = world.now + std::chrono::hours(20);
        auto serial = first<effect::Speak>(warn(world, {rain}))->serial; // whatever is new is said
        for (int i = 0; i < 2; ++i) {
            const auto effects = world.happen(event::SpeechEnded{serial});
            if (const auto* next = first<effect::Speak>(effects)) serial = next->serial;
        }
        const bool is_extreme = severity == AlertSeverity::Extreme;
        const Milliseconds again = *next_turn(world.session, world.around()) - world.monotonic;
        CHECK(again == (is_extreme ? Milliseconds(std::chrono::minutes(2)) : Milliseconds(std::chrono::hours(8))));
        world.wait(std::chrono::minutes(2));
        CHECK((first<effect::Speak>(world.happen(event::Tick{})) != nullptr) == is_extreme);
        if (is_extreme) continue;
        world.wait(*next_turn(world.session, world.around()) - world.monotonic - Milliseconds(1));
        CHECK_FALSE(first<effect::Speak>(world.happen(event::Tick{})));
        world.wait(Milliseconds(1));
        CHECK(first<effect::Speak>(world.happen(event::Tick{})));
    }
}

TEST_CASE("a warning ends and keeps what is recorded, or ends what is played, and is never said into the microphone", "[alert.memo]") {
    World world;
    world.hall.can_attach = true;
    world.devices = {.can_speak = true, .can_record = true};
    world.open_help();
    (void)world.wish(intent::SwitchPad{Pad::Memo});
    (void)world.wish(intent::RecordMemo{});
    SECTION("recording") {
        const Effects warned = warn(world, {alert_now(world, "rain")});
        CHECK(first<effect::StopMemo>(warned));
        CHECK_FALSE(first<effect::Speak>(warned));
        const Effects kept = world.happen(event::MemoRecorded{"matter", Milliseconds{4'000}});
        REQUIRE(first<effect::Speak>(kept));
        CHECK(first<effect::Speak>(kept)->utterance.text == "暴雨红色预警");
        CHECK(world.session.form.memos.at("matter") == Milliseconds{4'000});
    }
    SECTION("a recording that fails") {
        (void)warn(world, {alert_now(world, "rain")});
        CHECK(first<effect::Speak>(world.happen(event::MemoFailed{"invalid"})));
    }
    SECTION("playing") {
        (void)world.wish(intent::StopMemo{});
        (void)world.happen(event::MemoRecorded{"matter", Milliseconds{4'000}});
        (void)world.wish(intent::PlayMemo{});
        const Effects warned = warn(world, {alert_now(world, "rain")});
        REQUIRE(warned.size() >= 2);
        CHECK(std::holds_alternative<effect::Silence>(warned[0]));
        CHECK(first<effect::Speak>(warned));
        CHECK(world.session.memo.phase == MemoPhase::Recorded);
    }
    SECTION("by ear") {
        world.session.spoken.on = true;
        CHECK(first<effect::StopMemo>(warn(world, {alert_now(world, "rain")})));
        CHECK_FALSE(first<effect::Speak>(world.happen(event::MemoRecorded{"matter", Milliseconds{4'000}}))); // told by the screen
        CHECK(first<effect::Speak>(world.wish(intent::Tell{{}, "暴雨红色预警"})));
    }
}
