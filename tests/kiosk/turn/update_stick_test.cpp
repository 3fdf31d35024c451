// The technician's stick, by tables of intents and news: who may, when, and what stays untouched.
#include "tests/kiosk/turn/sample_world.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;
using namespace std::chrono_literals;

namespace {

struct Visitor : World {
    explicit Visitor(bool technician = true) : member{"li-qiang", "李强", technician} {
        hall.has_staff = true;
        (void)wish(intent::Start{});
        (void)wish(intent::Help{});
        (void)wish(intent::OpenStaff{});
        type("61930527");
        (void)wish(intent::EnterPin{});
        (void)happen(event::PinChecked{{PinResult::Right, member, {}}});
    }
    void find(bool edition) {
        StickStatus status;
        status.phase = StickPhase::Found;
        if (edition) status.edition = StickEdition{12, "内容", "县办", now, 90, 3, 1};
        (void)happen(event::StickChanged{status});
    }
    void hear(StickPhase phase, StickDeed deed) {
        StickStatus status;
        status.phase = phase;
        status.deed = deed;
        (void)happen(event::StickChanged{status});
    }
    const StickState& stick() const { return session.assistance.stick; }
    StaffMember member;
};

} // namespace

TEST_CASE("only a technician comes to the stick", "[staff][stick.technician]") {
    Visitor clerk(false);
    CHECK(first<effect::LookAtStick>(clerk.wish(intent::ShowStick{})) == nullptr);
    CHECK(clerk.session.assistance.step == StaffStep::Menu);
    CHECK(first<effect::UseStick>(clerk.wish(intent::UseStick{StickDeed::Carry})) == nullptr);
    Visitor technician;
    CHECK(first<effect::LookAtStick>(technician.wish(intent::ShowStick{})));
    CHECK(technician.session.assistance.step == StaffStep::Stick);
}

TEST_CASE("a deed begins by one touch, once, and only when it can be done", "[staff][stick.deed]") {
    Visitor visitor;
    (void)visitor.wish(intent::ShowStick{});
    CHECK(first<effect::UseStick>(visitor.wish(intent::UseStick{StickDeed::Carry})) == nullptr);
    visitor.find(false);
    CHECK(first<effect::UseStick>(visitor.wish(intent::UseStick{StickDeed::Install})) == nullptr);
    visitor.find(true);
    const auto effects = visitor.wish(intent::UseStick{StickDeed::Install});
    REQUIRE(first<effect::UseStick>(effects));
    CHECK(first<effect::UseStick>(effects)->deed == StickDeed::Install);
    CHECK(visitor.stick().is_working());
    CHECK(first<effect::UseStick>(visitor.wish(intent::UseStick{StickDeed::Install})) == nullptr);
    // A look that was answered late does not bring the buttons back.
    visitor.find(true);
    CHECK(visitor.stick().is_working());
    visitor.hear(StickPhase::Done, StickDeed::Install);
    CHECK(visitor.stick().status.phase == StickPhase::Done);
    CHECK(first<effect::LookAtStick>(visitor.wish(intent::LookAtStick{})));
    CHECK(visitor.stick().daemon == StickState::Daemon::Asked);
}

TEST_CASE("the visit waits while a stick is worked on, and then ends as always", "[staff][stick.deed]") {
    Visitor visitor;
    (void)visitor.wish(intent::ShowStick{});
    visitor.find(true);
    (void)visitor.wish(intent::UseStick{StickDeed::Install});
    visitor.monotonic += 10min;
    (void)visitor.happen(event::Tick{});
    CHECK(visitor.session.dialog == Dialog::None);
    visitor.hear(StickPhase::Done, StickDeed::Install);
    visitor.monotonic += 50s;
    (void)visitor.happen(event::Tick{});
    CHECK(visitor.session.dialog == Dialog::None);
    visitor.monotonic += 10min;
    (void)visitor.happen(event::Tick{});
    CHECK(visitor.session.dialog == Dialog::Timeout);
}

TEST_CASE("whoever leaves the stick's page stops looking at it", "[staff][stick.technician]") {
    for (const Intent& leaving : {Intent(intent::Back{}), Intent(intent::Home{}), Intent(intent::FinishVisit{})}) {
        Visitor visitor;
        (void)visitor.wish(intent::ShowStick{});
        visitor.find(true);
        CHECK(first<effect::LeaveStick>(visitor.wish(leaving)));
        CHECK_FALSE(visitor.session.assistance.step == StaffStep::Stick);
        visitor.find(true);
        CHECK(visitor.stick().daemon == StickState::Daemon::Asked);
    }
}

TEST_CASE("a daemon that does not answer is told", "[staff][stick.alone]") {
    Visitor visitor;
    (void)visitor.wish(intent::ShowStick{});
    (void)visitor.happen(event::StickSilent{});
    CHECK(visitor.stick().daemon == StickState::Daemon::Silent);
    CHECK(first<effect::UseStick>(visitor.wish(intent::UseStick{StickDeed::Carry})) == nullptr);
    visitor.find(false);
    CHECK(visitor.stick().daemon == StickState::Daemon::Answers);
}
