// Staff at the kiosk, by tables of intents: logging in, helping, paper forms, and what the resident alone may do.
#include "tests/kiosk/turn/sample_world.h"

#include "records/base/bytes.h"

#include <catch2/catch_test_macros.hpp>
#include <functional>

using namespace lianxin;
using namespace lianxin::test;
using namespace std::chrono_literals;

namespace {

constexpr const char* pin = "28064175";
const StaffMember wang{"wang-fang", "王芳", false};

struct Desk : World {
    Desk() { hall.has_staff = true; }

    void open_staff() {
        if (session.screen == Screen::Idle) (void)wish(intent::Start{});
        (void)wish(intent::Help{});
        (void)wish(intent::OpenStaff{});
    }
    Effects enter_pin() {
        type(pin);
        return wish(intent::EnterPin{});
    }
    Effects answer(PinResult result, Milliseconds wait_until = {}) {
        return happen(event::PinChecked{{result, result == PinResult::Right ? std::optional(wang) : std::nullopt, wait_until}});
    }
    void log_in() {
        open_staff();
        (void)enter_pin();
        (void)answer(PinResult::Right);
    }
    void begin_help(Assistance kind) {
        (void)wish(intent::BeginAssistance{kind});
        (void)wish(intent::ChooseService{"help"});
        (void)wish(intent::BeginForm{});
    }
    /// To the first page of the readback.
    void fill(Assistance kind) {
        log_in();
        begin_help(kind);
        fill_help();
    }
    void confirm_pages(int count) {
        for (int i = 0; i < count; ++i) (void)wish(intent::ConfirmPage{});
    }
};

} // namespace

TEST_CASE("the right PIN opens the menu of staff, and the screen waits meanwhile", "[staff]") {
    Desk desk;
    desk.open_staff();
    CHECK(desk.session.screen == Screen::Staff);
    CHECK(desk.session.dialog == Dialog::None);
    CHECK(is_masked(desk.session));
    desk.type("2806417");
    CHECK(first<effect::CheckPin>(desk.wish(intent::EnterPin{})) == nullptr);
    desk.type("5");
    const auto effects = desk.wish(intent::EnterPin{});
    const auto* check = first<effect::CheckPin>(effects);
    REQUIRE(check);
    CHECK(text_of(check->pin) == pin);
    CHECK(desk.session.assistance.checking);
    CHECK(desk.session.composer.text().empty());
    CHECK(first<effect::CheckPin>(desk.enter_pin()) == nullptr);
    (void)desk.answer(PinResult::Right);
    CHECK(desk.session.assistance.step == StaffStep::Menu);
    CHECK(desk.session.assistance.member->id == "wang-fang");
    CHECK_FALSE(is_masked(desk.session));
}

TEST_CASE("a wrong PIN says only that it is wrong, and a wait is counted down", "[staff.lockout]") {
    Desk desk;
    desk.open_staff();
    (void)desk.enter_pin();
    (void)desk.answer(PinResult::Wrong);
    REQUIRE(desk.session.assistance.refused);
    CHECK_FALSE(desk.session.assistance.member);
    (void)desk.enter_pin();
    (void)desk.answer(PinResult::Wait, desk.monotonic + 60s);
    CHECK(first<effect::CheckPin>(desk.enter_pin()) == nullptr);
    CHECK(next_count(desk.session, desk.monotonic) == desk.monotonic + 1s);
    desk.wait(60s);
    CHECK(first<effect::CheckPin>(desk.wish(intent::EnterPin{})) != nullptr);
    CHECK(first<effect::CheckPin>(desk.wish(intent::EnterPin{})) == nullptr);
}

TEST_CASE("nobody logs in where nobody has a PIN, over a receipt, or with an answer that comes late", "[staff]") {
    Desk desk;
    desk.hall.has_staff = false;
    desk.open_staff();
    CHECK(desk.session.screen == Screen::Home);
    desk.hall.has_staff = true;
    desk.session = {};
    desk.session.screen = Screen::Receipt;
    desk.open_staff();
    CHECK(desk.session.screen == Screen::Receipt);
    desk.session = {};
    desk.open_staff();
    (void)desk.enter_pin();
    (void)desk.wish(intent::Back{});
    CHECK(desk.session.screen == Screen::Home);
    (void)desk.answer(PinResult::Right);
    CHECK_FALSE(desk.session.assistance.member);
}

TEST_CASE("what a resident looked at before is closed when staff come", "[staff.alone]") {
    Desk desk;
    (void)desk.wish(intent::Start{});
    (void)desk.wish(intent::Go{Screen::Progress});
    (void)desk.wish(intent::Scanned{"LXR1:ABC"});
    Update answered;
    answered.text = "已修好";
    (void)desk.happen(event::UpdatesFound{"LXR1:ABC", {answered}, {}});
    REQUIRE_FALSE(desk.session.progress.updates.empty());
    desk.log_in();
    CHECK(desk.session.progress.updates.empty());
    CHECK(desk.session.composer.text().empty());
    (void)desk.wish(intent::Back{});
    CHECK(desk.session.screen == Screen::Idle);
}

TEST_CASE("staff fill in, the resident confirms answer by answer, and both stand in what is handed in", "[staff.readback]") {
    for (const Assistance kind : {Assistance::FillIn, Assistance::Oral}) {
        Desk desk;
        desk.fill(kind);
        REQUIRE(desk.session.screen == Screen::Readback);
        CHECK(desk.session.assistance.form.page == 0);
        CHECK(first<effect::Save>(desk.wish(intent::Submit{})) == nullptr);
        desk.confirm_pages(4);
        CHECK(first<effect::Save>(desk.wish(intent::Submit{})) == nullptr);
        desk.confirm_pages(3); // there is one more
        CHECK(desk.session.assistance.form.page == 5);
        const auto effects = desk.wish(intent::Submit{});
        const auto* save = first<effect::Save>(effects);
        REQUIRE(save);
        CHECK(save->answers.at("name") == "王小明");
        REQUIRE(save->assistance);
        CHECK(*save->assistance == AssistanceNote{kind, "wang-fang", "王芳", true, "", std::nullopt});
        const auto after = desk.happen(event::Saved{Receipt{}});
        CHECK(desk.session.screen == Screen::Receipt);
        CHECK_FALSE(desk.session.assistance.member);
        CHECK(first<effect::StaffLeft>(after) != nullptr);
    }
}

TEST_CASE("an answer that the resident says is wrong is changed and confirmed again", "[staff.readback]") {
    Desk desk;
    desk.fill(Assistance::Oral);
    desk.confirm_pages(3);
    (void)desk.wish(intent::EditAnswer{"name"});
    CHECK(desk.session.screen == Screen::Form);
    (void)desk.wish(intent::Clear{});
    desk.type("王晓明");
    (void)desk.wish(intent::Next{});
    CHECK(desk.session.screen == Screen::Readback);
    CHECK(desk.session.assistance.form.page == 3);
    (void)desk.wish(intent::Back{});
    CHECK(desk.session.assistance.form.page == 2);
    (void)desk.wish(intent::EditAnswer{"identity"});
    (void)desk.wish(intent::SetAnswer{"identity", "anonymous"});
    (void)desk.wish(intent::Next{});
    desk.confirm_pages(1);
    const auto effects = desk.wish(intent::Submit{});
    REQUIRE(first<effect::Save>(effects));
    CHECK(first<effect::Save>(effects)->answers.count("name") == 0);
}

TEST_CASE("a hand-in that failed can be tried again from the readback, with the helper's name still on it", "[staff.readback]") {
    Desk desk;
    desk.fill(Assistance::FillIn);
    desk.confirm_pages(5);
    (void)desk.wish(intent::Submit{});
    (void)desk.happen(event::NotSaved{"no_space"});
    CHECK(desk.session.screen == Screen::Readback);
    const auto effects = desk.wish(intent::TryAgain{});
    REQUIRE(first<effect::Save>(effects));
    CHECK(first<effect::Save>(effects)->assistance->staff == "wang-fang");
}

TEST_CASE("a paper form is entered with its number and date, and nobody is said to have confirmed it", "[staff.paper]") {
    Desk desk;
    desk.log_in();
    (void)desk.wish(intent::BeginAssistance{Assistance::Paper});
    CHECK(desk.session.assistance.step == StaffStep::PaperNumber);
    (void)desk.wish(intent::EnterPaper{});
    CHECK(desk.session.assistance.problem);
    desk.type("qx-2026 0017");
    auto effects = desk.wish(intent::EnterPaper{});
    REQUIRE(first<effect::CheckPaper>(effects));
    CHECK(first<effect::CheckPaper>(effects)->number == "QX20260017");
    (void)desk.happen(event::PaperChecked{"QX20260017", true});
    CHECK(desk.session.assistance.paper_known);
    (void)desk.wish(intent::Clear{});
    desk.type("QX20260018");
    (void)desk.wish(intent::EnterPaper{});
    (void)desk.happen(event::PaperChecked{"QX20260018", false});
    CHECK(desk.session.assistance.step == StaffStep::PaperDay);
    desk.type("20261130"); // not yet
    (void)desk.wish(intent::EnterPaper{});
    CHECK(desk.session.assistance.problem);
    (void)desk.wish(intent::Clear{});
    desk.type("20261120");
    (void)desk.wish(intent::EnterPaper{});
    CHECK(desk.session.screen == Screen::Services);
    (void)desk.wish(intent::ChooseService{"help"});
    (void)desk.wish(intent::BeginForm{});
    desk.fill_help();
    desk.confirm_pages(5);
    effects = desk.wish(intent::Submit{});
    REQUIRE(first<effect::Save>(effects));
    CHECK(*first<effect::Save>(effects)->assistance ==
          AssistanceNote{Assistance::Paper, "wang-fang", "王芳", false, "QX20260018", std::chrono::year(2026) / 11 / 20});
}

TEST_CASE("while staff are logged in no answer is looked up and no code is taken, whatever is wished", "[staff.alone]") {
    const auto places = std::vector<std::function<void(Desk&)>>{
        [](Desk& desk) { desk.log_in(); },
        [](Desk& desk) { desk.log_in(); (void)desk.wish(intent::ShowKioskState{}); },
        [](Desk& desk) { desk.log_in(); (void)desk.wish(intent::BeginAssistance{Assistance::FillIn}); },
        [](Desk& desk) { desk.log_in(); desk.begin_help(Assistance::Oral); },
        [](Desk& desk) { desk.fill(Assistance::FillIn); },
        [](Desk& desk) { desk.log_in(); desk.hall.accepting = false; (void)desk.wish(intent::BeginAssistance{Assistance::FillIn}); },
    };
    for (const auto& place : places) {
        Desk desk;
        place(desk);
        REQUIRE(desk.session.assistance.member);
        for (const Intent& wish : {Intent(intent::Go{Screen::Progress}), Intent(intent::Put{"4821907736150248"}), Intent(intent::Find{}),
                                   Intent(intent::Scanned{"LXR1:ABC"})}) {
            const auto effects = desk.wish(wish);
            CHECK(first<effect::FindUpdates>(effects) == nullptr);
            CHECK(desk.session.screen != Screen::Progress);
            CHECK(desk.session.progress.finding == Finding::Nothing);
        }
    }
    Desk desk;
    desk.log_in();
    (void)desk.wish(intent::BeginAssistance{Assistance::FillIn});
    (void)desk.wish(intent::Go{Screen::Progress});
    CHECK(desk.session.dialog == Dialog::ResidentOnly);
    (void)desk.wish(intent::CloseDialog{});
    CHECK(desk.session.screen == Screen::Services);
}

TEST_CASE("a form that a resident began is taken over by staff where it stood, and given back when they leave", "[staff]") {
    Desk desk;
    desk.open_help();
    desk.type("我们村里路坏了，下雨天");
    desk.log_in();
    CHECK(desk.session.assistance.step == StaffStep::Menu);
    (void)desk.wish(intent::BeginAssistance{Assistance::Paper}); // would throw the form away
    CHECK(desk.session.assistance.step == StaffStep::Menu);
    (void)desk.wish(intent::EndAssistance{});
    CHECK(desk.session.screen == Screen::Form);
    CHECK(desk.session.composer.text() == "我们村里路坏了，下雨天");
    CHECK_FALSE(desk.session.assistance.member);
    desk.log_in();
    (void)desk.wish(intent::BeginAssistance{Assistance::FillIn});
    CHECK(desk.session.screen == Screen::Form);
    CHECK(desk.session.form.field == "matter");
    CHECK(desk.session.composer.text() == "我们村里路坏了，下雨天");
}

TEST_CASE("a form at its confirm page is read back from the first answer once staff take it over", "[staff.readback]") {
    Desk desk;
    desk.open_help();
    desk.fill_help();
    REQUIRE(desk.session.screen == Screen::Confirm);
    desk.log_in();
    (void)desk.wish(intent::BeginAssistance{Assistance::FillIn});
    CHECK(desk.session.screen == Screen::Readback);
    CHECK(desk.session.assistance.form.page == 0);
}

TEST_CASE("a session of staff ends with the visit, by time-out and when they leave, and each end is told", "[staff.ends]") {
    const auto ends = std::vector<std::function<Effects(Desk&)>>{
        [](Desk& desk) { return desk.wish(intent::EndAssistance{}); },
        [](Desk& desk) { return desk.wish(intent::FinishVisit{}); },
        [](Desk& desk) { return desk.wish(intent::Home{}); },
        [](Desk& desk) { return desk.wish(intent::Back{}); },
        [](Desk& desk) {
            desk.wait(desk.times.idle);
            (void)desk.happen(event::Tick{});
            CHECK(desk.session.dialog == Dialog::Timeout);
            desk.wait(desk.times.warning);
            return desk.happen(event::Tick{});
        },
    };
    for (const auto& end : ends) {
        Desk desk;
        desk.log_in();
        const auto effects = end(desk);
        CHECK_FALSE(desk.session.assistance.member);
        const auto* left = first<effect::StaffLeft>(effects);
        REQUIRE(left);
        CHECK(left->id == "wang-fang");
    }
}

TEST_CASE("a resident who tells a long story to staff is not asked whether they are still there", "[staff]") {
    Desk desk;
    desk.log_in();
    desk.begin_help(Assistance::Oral);
    desk.wait(desk.times.idle);
    (void)desk.happen(event::Tick{});
    CHECK(desk.session.dialog == Dialog::None);
    CHECK(next_deadline(desk.session, desk.times) == desk.session.last_input + desk.times.assisted);
}

TEST_CASE("after a crash what staff wrote is shown only once staff have logged in again", "[staff.crash]") {
    for (const bool was_complete : {false, true}) {
        Desk before;
        before.log_in();
        before.begin_help(Assistance::Oral);
        if (was_complete) before.fill_help();
        else before.type("我们村里路坏了，下雨天");
        const auto kept = before.wish(was_complete ? Intent(intent::ConfirmPage{}) : Intent(intent::Put{"没法走"}));
        REQUIRE(first<effect::KeepDraft>(kept));

        Desk desk;
        (void)desk.happen(event::DraftFound{first<effect::KeepDraft>(kept)->draft});
        CHECK(desk.session.screen == Screen::Staff);
        CHECK(is_masked(desk.session));
        (void)desk.enter_pin();
        (void)desk.answer(PinResult::Right);
        CHECK(desk.session.screen == (was_complete ? Screen::Readback : Screen::Form));
        CHECK(desk.session.assistance.form.kind == Assistance::Oral);
        CHECK(desk.session.assistance.form.page == (was_complete ? 1U : 0U));
        if (!was_complete) CHECK(desk.session.composer.text() == "我们村里路坏了，下雨天没法走");

        Desk nobody;
        (void)nobody.happen(event::DraftFound{first<effect::KeepDraft>(kept)->draft});
        (void)nobody.wish(intent::Back{});
        CHECK(nobody.session.dialog == Dialog::Leave);
        const auto effects = nobody.wish(intent::Leave{});
        CHECK(nobody.session.screen == Screen::Home);
        CHECK(nobody.session.form.answers.empty());
        CHECK(first<effect::DropDraft>(effects) != nullptr);
    }
}
