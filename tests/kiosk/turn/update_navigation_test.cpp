// Moving about, time-outs, progress and search, by tables of intents.
#include "tests/kiosk/turn/sample_world.h"

#include "records/seal/receipt_code.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;

TEST_CASE("an unattended visit is warned about and then forgotten", "[privacy.timeout]") {
    World world;
    world.open_help();
    world.type("我们村里路坏了");
    CHECK(next_deadline(world.session, world.times) == world.monotonic + world.times.idle);
    world.wait(world.times.idle);
    (void)world.happen(event::Tick{});
    CHECK(world.session.dialog == Dialog::Timeout);
    world.wait(world.times.warning);
    const auto effects = world.happen(event::Tick{});
    CHECK(world.session.screen == Screen::Idle);
    CHECK(world.session.form.answers.empty());
    CHECK(world.session.composer.text().empty());
    CHECK(first<effect::DropDraft>(effects));
    CHECK(first<effect::Forget>(effects));
    CHECK_FALSE(next_deadline(world.session, world.times));
}

TEST_CASE("the warning can be answered and everything is still there", "[privacy.extend]") {
    World world;
    world.open_help();
    world.type("我们村里路坏了");
    world.wait(world.times.idle);
    (void)world.happen(event::Tick{});
    (void)world.wish(intent::CloseDialog{});
    CHECK(world.session.dialog == Dialog::None);
    world.wait(world.times.warning);
    (void)world.happen(event::Tick{});
    CHECK(world.session.dialog == Dialog::None);
    CHECK(world.session.composer.text() == "我们村里路坏了");
}

TEST_CASE("a touch beside the warning's buttons starts its count-down afresh", "[privacy]") {
    World world;
    world.open_help();
    world.wait(world.times.idle);
    (void)world.happen(event::Tick{});
    world.wait(world.times.warning - std::chrono::seconds(1));
    (void)world.wish(intent::Touched{});
    world.wait(world.times.warning - std::chrono::seconds(1));
    (void)world.happen(event::Tick{});
    CHECK(world.session.dialog == Dialog::Timeout);
    world.wait(std::chrono::seconds(1));
    (void)world.happen(event::Tick{});
    CHECK(world.session.screen == Screen::Idle);
}

TEST_CASE("a question left open on the idle screen goes away by itself", "[privacy]") {
    World world;
    (void)world.wish(intent::Help{});
    REQUIRE(next_deadline(world.session, world.times));
    world.wait(world.times.idle);
    (void)world.happen(event::Tick{});
    CHECK(world.session.screen == Screen::Idle);
    CHECK(world.session.dialog == Dialog::None);
    CHECK_FALSE(next_deadline(world.session, world.times));
}

TEST_CASE("a visit begins with a look at disk and stores, so that refusing comes before typing", "[navigation]") {
    World world;
    CHECK(first<effect::CheckHall>(world.wish(intent::Start{})));
    world.hall.accepting = false;
    (void)world.wish(intent::Go{Screen::Services});
    CHECK(world.session.screen == Screen::Trouble);
}

TEST_CASE("back leads along the way one came", "[navigation]") {
    World world;
    (void)world.wish(intent::Start{});
    (void)world.wish(intent::Go{Screen::Notices});
    (void)world.wish(intent::Go{Screen::Search});
    (void)world.wish(intent::OpenPage{"rural-road-maintenance"});
    CHECK(world.session.screen == Screen::Notice);
    (void)world.wish(intent::Back{});
    CHECK(world.session.screen == Screen::Search);
    (void)world.wish(intent::Back{});
    CHECK(world.session.screen == Screen::Notices);
    (void)world.wish(intent::Back{});
    CHECK(world.session.screen == Screen::Home);
}

TEST_CASE("the larger type stays while a visit lasts and goes with it", "[elder]") {
    World world;
    (void)world.wish(intent::Start{});
    (void)world.wish(intent::ToggleElder{});
    (void)world.wish(intent::Go{Screen::Notices});
    (void)world.wish(intent::Home{});
    CHECK(world.session.theme == ThemeName::Elder);
    (void)world.wish(intent::FinishVisit{});
    CHECK(world.session.theme == ThemeName::Normal);
}

TEST_CASE("the elder version leaves twice the time, and more for the answer", "[elder.time]") {
    World world;
    (void)world.wish(intent::Start{});
    (void)world.wish(intent::ToggleElder{});
    world.wait(2 * world.times.idle - Milliseconds{1});
    (void)world.happen(event::Tick{});
    CHECK(world.session.dialog == Dialog::None);
    world.wait(Milliseconds{1});
    (void)world.happen(event::Tick{});
    CHECK(world.session.dialog == Dialog::Timeout);
    world.wait(3 * world.times.warning - Milliseconds{1});
    (void)world.happen(event::Tick{});
    CHECK(world.session.screen == Screen::Home);
    world.wait(Milliseconds{1});
    (void)world.happen(event::Tick{});
    CHECK(world.session.screen == Screen::Idle);
}

TEST_CASE("the end of a visit asks first when something typed or a code would be lost", "[visit.finish]") {
    World world;
    (void)world.wish(intent::Start{});
    CHECK(first<effect::Forget>(world.wish(intent::AskToFinish{})));
    CHECK(world.session.screen == Screen::Idle);

    (void)world.wish(intent::Start{});
    (void)world.wish(intent::Go{Screen::Search});
    (void)world.wish(intent::Put{"低保"});
    CHECK_FALSE(first<effect::Forget>(world.wish(intent::AskToFinish{})));
    CHECK(world.session.dialog == Dialog::Finish);
    (void)world.wish(intent::CloseDialog{});
    CHECK(world.session.composer.text() == "低保");
    (void)world.wish(intent::AskToFinish{});
    CHECK(first<effect::Forget>(world.wish(intent::FinishVisit{})));
    CHECK(world.session.composer.text().empty());

    world.session.screen = Screen::Receipt;
    world.session.receipt = Receipt{};
    (void)world.wish(intent::AskToFinish{});
    CHECK(world.session.dialog == Dialog::Finish);
}

TEST_CASE("a slip in the code is told at once and asks nobody", "[progress.slip]") {
    World world;
    SeededRandom random(7);
    std::string code = make_code(random);
    (void)world.wish(intent::Start{});
    (void)world.wish(intent::Go{Screen::Progress});
    world.type(code.substr(0, 9));
    CHECK_FALSE(first<effect::FindUpdates>(world.wish(intent::Find{})));
    CHECK(world.session.progress.finding == Finding::TooShort);
    std::swap(code[3], code[4]);
    if (code[3] == code[4]) code[5] = code[5] == '9' ? '0' : static_cast<char>(code[5] + 1);
    (void)world.wish(intent::Clear{});
    world.type(code);
    CHECK_FALSE(first<effect::FindUpdates>(world.wish(intent::Find{})));
    CHECK(world.session.progress.finding == Finding::WrongDigit);
}

TEST_CASE("a right code is looked up, and an unknown one is told nothing", "[progress.unknown]") {
    World world;
    SeededRandom random(7);
    const std::string code = make_code(random);
    (void)world.wish(intent::Start{});
    (void)world.wish(intent::Go{Screen::Progress});
    world.type(format_code(code));
    const auto effects = world.wish(intent::Find{});
    REQUIRE(first<effect::FindUpdates>(effects));
    CHECK(first<effect::FindUpdates>(effects)->code == code);
    (void)world.happen(event::UpdatesFound{code, {}, Milliseconds{0}});
    CHECK(world.session.progress.finding == Finding::NothingYet);
}

TEST_CASE("an answer that comes while the resident waits is shown, and only to who asked for it", "[progress.late]") {
    World world;
    (void)world.wish(intent::Start{});
    (void)world.wish(intent::Go{Screen::Progress});
    (void)world.wish(intent::Scanned{"LXR1:ABC"});
    Update answer;
    answer.text = "已修好";
    (void)world.happen(event::UpdatesFound{"LXR1:OTHER", {answer}, Milliseconds{0}});
    CHECK(world.session.progress.finding == Finding::Looking);
    (void)world.happen(event::UpdatesFound{"LXR1:ABC", {}, Milliseconds{0}});
    REQUIRE(world.session.progress.finding == Finding::NothingYet);
    (void)world.happen(event::UpdatesFound{"LXR1:OTHER", {answer}, Milliseconds{0}});
    CHECK(world.session.progress.updates.empty());
    (void)world.happen(event::UpdatesFound{"LXR1:ABC", {answer}, Milliseconds{0}});
    CHECK(world.session.progress.finding == Finding::Found);
    CHECK(world.session.progress.updates.size() == 1);
    world.type("4");
    (void)world.happen(event::UpdatesFound{"LXR1:ABC", {answer}, Milliseconds{0}});
    CHECK(world.session.progress.updates.empty());
}

TEST_CASE("after too many misses the kiosk waits before it looks again", "[progress.wait]") {
    World world;
    SeededRandom random(7);
    const std::string code = make_code(random);
    (void)world.wish(intent::Start{});
    (void)world.wish(intent::Go{Screen::Progress});
    world.type(code);
    (void)world.wish(intent::Find{});
    (void)world.happen(event::UpdatesFound{code, {}, world.monotonic + std::chrono::seconds(30)});
    CHECK(world.session.progress.finding == Finding::Wait);
    CHECK_FALSE(first<effect::FindUpdates>(world.wish(intent::Find{})));
    CHECK(next_count(world.session, world.monotonic) == world.monotonic + std::chrono::seconds(1));
    world.wait(std::chrono::milliseconds(29'500));
    CHECK(next_count(world.session, world.monotonic) == world.session.progress.wait_until);
    world.wait(std::chrono::milliseconds(500));
    CHECK_FALSE(next_count(world.session, world.monotonic));
    CHECK(first<effect::FindUpdates>(world.wish(intent::Find{})));
}

TEST_CASE("a scanned receipt is looked up during the wait after wrong codes: nobody guesses 128 bits", "[progress.scan-in-wait]") {
    World world;
    SeededRandom random(7);
    const std::string code = make_code(random);
    (void)world.wish(intent::Start{});
    (void)world.wish(intent::Go{Screen::Progress});
    world.type(code);
    (void)world.wish(intent::Find{});
    (void)world.happen(event::UpdatesFound{code, {}, world.monotonic + std::chrono::seconds(30)});
    REQUIRE(world.session.progress.finding == Finding::Wait);
    const auto effects = world.wish(intent::Scanned{"LXR1:ABC"});
    REQUIRE(first<effect::FindUpdates>(effects));
    CHECK(first<effect::FindUpdates>(effects)->code == "LXR1:ABC");
}

TEST_CASE("search follows every key, and letters search by pinyin before they are characters", "[search]") {
    World world;
    (void)world.wish(intent::Start{});
    (void)world.wish(intent::Go{Screen::Search});
    (void)world.wish(intent::Letter{'g'});
    const auto effects = world.wish(intent::Letter{'l'});
    REQUIRE(first<effect::Search>(effects));
    CHECK(first<effect::Search>(effects)->words == "gl");
    (void)world.happen(event::HitsFound{"gl", {SearchHit{}}});
    CHECK(world.session.notices.hits.size() == 1);
    (void)world.wish(intent::Clear{});
    CHECK(world.session.notices.hits.empty());
}
