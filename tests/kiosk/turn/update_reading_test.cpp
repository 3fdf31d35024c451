// Reading aloud, by tables of intents: passage follows passage, and everything else makes it stop.
#include "tests/kiosk/turn/sample_world.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;

namespace {

std::vector<Passage> three() {
    return {{"一、办理条件。", "notice.text", 0, 21, "", {}, {}}, {"二、所需材料。", "notice.text", 22, 43, "", {}, {}}, {"三、办理时间。", "notice.text", 44, 65, "", {}, {}}};
}

struct Listening : World {
    Listening() {
        devices.can_speak = true;
        (void)wish(intent::Start{});
        (void)wish(intent::Go{Screen::Notices});
        begun = wish(intent::Read{three()});
    }
    Effects end_of_passage() { return happen(event::SpeechEnded{session.reading.serial}); }
    Effects begun;
};

std::string said(const Effects& effects) {
    const auto* speak = first<effect::Speak>(effects);
    return speak ? speak->utterance.text : "";
}

} // namespace

TEST_CASE("passages are said one after the other, each with the next one made ready", "[voice.reading]") {
    Listening world;
    REQUIRE(first<effect::Speak>(world.begun));
    CHECK(said(world.begun) == "一、办理条件。");
    CHECK(first<effect::Speak>(world.begun)->next == "二、所需材料。");
    CHECK(said(world.end_of_passage()) == "二、所需材料。");
    const auto last = world.end_of_passage();
    CHECK(said(last) == "三、办理时间。");
    CHECK(first<effect::Speak>(last)->next.empty());
    CHECK(world.end_of_passage().empty());
    CHECK_FALSE(world.session.reading.is_on());
}

TEST_CASE("a reading can be paused, gone on with, repeated and skipped", "[voice.reading]") {
    Listening world;
    const auto before = world.session.reading.serial;
    CHECK(first<effect::Silence>(world.wish(intent::PauseReading{})));
    CHECK(world.session.reading.paused);
    CHECK(world.happen(event::SpeechEnded{before}).empty());
    CHECK(said(world.wish(intent::PauseReading{})) == "一、办理条件。");
    CHECK(said(world.wish(intent::SkipPassage{})) == "二、所需材料。");
    CHECK(said(world.wish(intent::RepeatPassage{})) == "二、所需材料。");
    (void)world.wish(intent::PauseReading{});
    CHECK(said(world.wish(intent::RepeatPassage{})) == "二、所需材料。");
    CHECK_FALSE(world.session.reading.paused);
    CHECK(said(world.wish(intent::SkipPassage{})) == "三、办理时间。");
    CHECK(first<effect::Silence>(world.wish(intent::SkipPassage{})));
    CHECK_FALSE(world.session.reading.is_on());
}

TEST_CASE("slower, faster, louder and quieter are heard at once and end with the visit", "[voice.resets]") {
    Listening world;
    const auto slower = world.wish(intent::SetSpeed{2});
    REQUIRE(first<effect::Speak>(slower));
    CHECK(first<effect::Speak>(slower)->utterance.voice.speed == 2);
    const auto loudest = world.wish(intent::SetVolume{9});
    REQUIRE(first<effect::Speak>(loudest));
    CHECK(first<effect::Speak>(loudest)->utterance.voice.volume == 5);
    (void)world.wish(intent::Home{});
    CHECK(world.session.voice.volume == 5);
    CHECK(first<effect::Forget>(world.wish(intent::FinishVisit{})));
    CHECK(world.session.voice.volume == 3);
    CHECK(world.session.voice.speed == 3);
}

TEST_CASE("any action makes the reading stop before anything else happens", "[voice.interrupted]") {
    const std::vector<Intent> actions = {intent::Back{}, intent::Home{}, intent::Go{Screen::Search}, intent::Help{}, intent::OpenPage{"road"},
                                         intent::ToggleElder{}, intent::OpenChannel{"policy"}, intent::FinishVisit{}, intent::StopReading{}};
    for (const auto& action : actions) {
        Listening world;
        const auto serial = world.session.reading.serial;
        const auto effects = world.wish(action);
        CAPTURE(action.index());
        REQUIRE_FALSE(effects.empty());
        CHECK(std::holds_alternative<effect::Silence>(effects.front()));
        CHECK_FALSE(world.session.reading.is_on());
        CHECK_FALSE(first<effect::Speak>(world.happen(event::SpeechEnded{serial})));
    }
}

TEST_CASE("a touch that only scrolls lets the reading go on", "[voice]") {
    Listening world;
    CHECK(world.wish(intent::Touched{}).empty());
    CHECK(world.session.reading.is_sounding());
}

TEST_CASE("what is read of a screen stops when something else comes onto it", "[voice.interrupted]") {
    Listening world;
    (void)world.wish(intent::OpenPage{"road"});
    (void)world.wish(intent::Read{three()});
    const auto effects = world.happen(event::PageMissing{"road"});
    REQUIRE(world.session.screen == Screen::Notices);
    REQUIRE_FALSE(effects.empty());
    CHECK(std::holds_alternative<effect::Silence>(effects.front()));
    CHECK_FALSE(world.session.reading.is_on());
}

TEST_CASE("whoever listens is not idle, and has time for a touch afterwards", "[voice.listening]") {
    Listening world;
    world.wait(world.times.idle + Milliseconds{1});
    (void)world.happen(event::Tick{});
    CHECK(world.session.dialog == Dialog::None);
    (void)world.end_of_passage();
    (void)world.end_of_passage();
    (void)world.end_of_passage();
    CHECK(next_deadline(world.session, world.times) == world.monotonic + world.times.idle);
    world.wait(world.times.idle);
    (void)world.happen(event::Tick{});
    CHECK(world.session.dialog == Dialog::Timeout);
}

TEST_CASE("a reading that nobody touches is paused after a quarter of an hour, and can be gone on with", "[voice.listening]") {
    Listening world;
    world.wait(longest_listening);
    CHECK(first<effect::Silence>(world.happen(event::Tick{})));
    CHECK(world.session.dialog == Dialog::Timeout);
    (void)world.wish(intent::CloseDialog{});
    CHECK(world.session.reading.paused);
    CHECK(said(world.wish(intent::PauseReading{})) == "一、办理条件。");
}

TEST_CASE("what ended in an earlier visit moves nothing in the next", "[voice]") {
    Listening world;
    const auto old = world.session.reading.serial;
    (void)world.wish(intent::FinishVisit{});
    world.wait(Milliseconds{50});
    (void)world.wish(intent::Start{});
    (void)world.wish(intent::Read{three()});
    CHECK(world.session.reading.serial > old);
    CHECK(world.happen(event::SpeechEnded{old}).empty());
    CHECK(world.session.reading.at == 0);
}

TEST_CASE("a kiosk without a voice reads nothing", "[voice.no_device]") {
    World world;
    (void)world.wish(intent::Start{});
    CHECK(world.wish(intent::Read{three()}).empty());
    CHECK_FALSE(world.session.reading.is_on());
}
