// What update makes of the receipt on paper.
#include "tests/kiosk/turn/sample_world.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;

namespace {

Receipt sample_receipt(std::string number = "20261123-000017") {
    Receipt receipt;
    receipt.number = std::move(number);
    receipt.code = "4821907736150248";
    return receipt;
}

struct Hall : World {
    explicit Hall(PrinterState printer = PrinterState::Ready, PaperComes paper = PaperComes::WhenAsked) { devices = with(devices, {.printer = printer, .paper = paper}); }
    Effects hand_in(const Receipt& receipt = sample_receipt()) {
        session.hand_in = HandIn::Saving;
        return happen(event::Saved{receipt});
    }
};

} // namespace

TEST_CASE("where the hall wants it, paper comes by itself with the receipt") {
    Hall hall(PrinterState::Ready, PaperComes::ByItself);
    const auto effects = hall.hand_in();
    REQUIRE(first<effect::Print>(effects));
    CHECK(first<effect::Print>(effects)->receipt.code == "4821907736150248");
    CHECK(hall.session.printing.step == Printing::Working);
    CHECK(hall.session.screen == Screen::Receipt);
}

TEST_CASE("without a printer or where nobody asked, nothing is printed") {
    CHECK(!first<effect::Print>(Hall(PrinterState::Absent, PaperComes::ByItself).hand_in()));
    CHECK(!first<effect::Print>(Hall(PrinterState::Ready, PaperComes::WhenAsked).hand_in()));
    Hall hall(PrinterState::Absent);
    (void)hall.hand_in();
    CHECK(hall.wish(intent::PrintReceipt{}).empty());
    CHECK(hall.session.printing.step == Printing::None);
}

TEST_CASE("a receipt is printed when asked, and again when asked again") {
    Hall hall;
    hall.session.theme = ThemeName::Elder;
    (void)hall.hand_in();
    const auto effects = hall.wish(intent::PrintReceipt{});
    REQUIRE(first<effect::Print>(effects));
    CHECK(first<effect::Print>(effects)->theme == ThemeName::Elder);
    CHECK(hall.wish(intent::PrintReceipt{}).empty()); // one at a time
    (void)hall.happen(event::Printed{"20261123-000017"});
    CHECK(hall.session.printing.step == Printing::Done);
    CHECK(first<effect::Print>(hall.wish(intent::PrintReceipt{})));
}

TEST_CASE("no printer loses a hand-in: the receipt stays on the screen and printing can be tried again", "[print.never-loses]") {
    for (const PrintProblem problem : {PrintProblem::Absent, PrintProblem::NoPaper, PrintProblem::CoverOpen, PrintProblem::Trouble}) {
        Hall hall(PrinterState::Ready, PaperComes::ByItself);
        (void)hall.hand_in();
        (void)hall.happen(event::NotPrinted{"20261123-000017", problem});
        CHECK(hall.session.printing.step == Printing::Failed);
        CHECK(hall.session.printing.problem == problem);
        CHECK(hall.session.receipt);
        CHECK(hall.session.screen == Screen::Receipt);
        hall.devices.printer = PrinterState::Absent;
        CHECK(first<effect::Print>(hall.wish(intent::PrintReceipt{})));
    }
}

TEST_CASE("a slow printer never holds up a visit, and its answer reaches no other one") {
    Hall hall(PrinterState::Ready, PaperComes::ByItself);
    (void)hall.hand_in();
    CHECK(first<effect::Forget>(hall.wish(intent::FinishVisit{})));
    CHECK(hall.session.screen == Screen::Idle);
    (void)hall.wish(intent::Start{});
    (void)hall.hand_in(sample_receipt("20261123-000018"));
    (void)hall.happen(event::NotPrinted{"20261123-000017", PrintProblem::Trouble});
    CHECK(hall.session.printing.step == Printing::Working);
    (void)hall.happen(event::Printed{"20261123-000018"});
    CHECK(hall.session.printing.step == Printing::Done);
}

TEST_CASE("elsewhere than on the receipt nothing is printed") {
    Hall hall;
    (void)hall.hand_in();
    (void)hall.wish(intent::Home{});
    CHECK(hall.wish(intent::PrintReceipt{}).empty());
}
