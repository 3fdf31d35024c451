// ESC/POS to a printer that behaves, and to all those that do not.
#include "kiosk/device/print/line_printer.h"
#include "tests/kiosk/print/print_samples.h"
#include "tests/kiosk/print/stand_in_printer.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <unistd.h>

using namespace lianxin;
using namespace lianxin::test;
using std::chrono::milliseconds;

namespace {

/// Troubles are over soon in a test.
const PrinterPatience hurried{milliseconds(80), milliseconds(300), milliseconds(400), milliseconds(4000)};

const Raster& sample_raster() {
    static const Raster raster = *draw_for_roll(sample_sheet(), Roll::Narrow);
    return raster;
}

PrintReport print_on(const StandInPrinter& printer, Cut cut = Cut::Partial) { return print(printer.device(), escpos_of(sample_raster(), cut), hurried); }

} // namespace

TEST_CASE("what is sent to a printer is the picture that was drawn, dot for dot", "[print.escpos]") {
    StandInPrinter printer;
    const PrintReport report = print_on(printer);
    INFO(report.detail);
    CHECK(report.outcome == Outcome::Done);
    CHECK(!report.paper_low);
    const PaperRoll paper = printer.paper();
    CHECK(paper.wrong.empty());
    CHECK(paper.is_between_commands());
    CHECK(paper.cuts == 1);
    CHECK(paper.picture == sample_raster());
    CHECK(!paper.was_told_to_forget);
}

TEST_CASE("another code gives another picture") {
    Sheet sheet = sample_sheet();
    for (auto& block : sheet.blocks)
        if (block.kind == BlockKind::Code) block.text = "4821 9077 3615 0249";
    CHECK(!(*draw_for_roll(sheet, Roll::Narrow) == sample_raster()));
}

TEST_CASE("a plain file takes the same commands, with or without a cut") {
    const Path file = std::filesystem::temp_directory_path() / ("lianxin-escpos-" + std::to_string(::getpid()));
    for (const Cut cut : {Cut::None, Cut::Partial, Cut::Full}) {
        REQUIRE(write_file(file, std::string_view()));
        CHECK(print(file, escpos_of(sample_raster(), cut), hurried).outcome == Outcome::Done);
        PaperRoll paper;
        const Bytes sent = *read_file(file, 1 << 20);
        for (const auto byte : sent) paper.take(byte);
        CHECK(paper.wrong.empty());
        CHECK(paper.picture == sample_raster());
        CHECK(paper.cuts == (cut == Cut::None ? 0 : 1));
        CHECK((paper.fed > 0) == (cut == Cut::None));
    }
    std::filesystem::remove(file);
}

TEST_CASE("a printer that answers nothing is printed on all the same", "[print.mute]") {
    StandInPrinter printer({.is_mute = true});
    CHECK(look(printer.device(), hurried).outcome == Outcome::Done);
    CHECK(print_on(printer).outcome == Outcome::Done);
    CHECK(printer.paper().picture == sample_raster());
}

TEST_CASE("a printer that does not tell when it is done is believed when it is well") {
    StandInPrinter printer({.knows_done = false});
    CHECK(print_on(printer).outcome == Outcome::Done);
}

TEST_CASE("a roll near its end is told, and still printed on") {
    StandInPrinter printer({.is_low = true});
    CHECK(look(printer.device(), hurried).paper_low);
    const PrintReport report = print_on(printer);
    CHECK(report.outcome == Outcome::Done);
    CHECK(report.paper_low);
}

TEST_CASE("an empty or open printer is named before a dot is sent", "[print.paper]") {
    StandInPrinter empty({.is_empty = true}), open({.is_open = true});
    CHECK(print_on(empty).outcome == Outcome::NoPaper);
    CHECK(print_on(open).outcome == Outcome::CoverOpen);
    CHECK(look(empty.device(), hurried).outcome == Outcome::NoPaper);
    CHECK(empty.paper().picture.height == 0);
    CHECK(open.paper().picture.height == 0);
    empty.mend();
    CHECK(print_on(empty).outcome == Outcome::Done);
}

TEST_CASE("paper that ends in the middle is told, and the printer forgets the rest", "[print.paper]") {
    StandInPrinter printer({.paper_rows = 300});
    CHECK(print_on(printer).outcome == Outcome::NoPaper);
    const PaperRoll paper = printer.paper();
    CHECK(paper.wrong.empty());
    CHECK(paper.cuts == 0);
    CHECK(paper.was_told_to_forget);
}

TEST_CASE("paper that ends with the last band is told too") {
    StandInPrinter printer({.paper_rows = sample_raster().height});
    CHECK(print_on(printer).outcome == Outcome::NoPaper);
}

TEST_CASE("a printer that takes nothing more is given up in bounded time", "[print.hang]") {
    const int rows = GENERATE(0, 256);
    StandInPrinter printer({.takes_rows = rows});
    const auto before = std::chrono::steady_clock::now();
    CHECK(print_on(printer).outcome == Outcome::Trouble);
    CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds(10));
}

TEST_CASE("a printer unplugged in the middle, or not there at all, is absent", "[print.unplugged]") {
    StandInPrinter printer({.unplugged_after = 200});
    CHECK(print_on(printer).outcome == Outcome::Absent);
    CHECK(print("/dev/usb/no-printer", escpos_of(sample_raster(), Cut::None), hurried).outcome == Outcome::Absent);
    CHECK(look("/dev/usb/no-printer", hurried).outcome == Outcome::Absent);
}

TEST_CASE("the status bytes of ESC/POS mean what Epson says") {
    CHECK(answers_query(0x12));
    CHECK(answers_query(0x7e));
    CHECK(!answers_query(0x11)); // XON
    CHECK(!answers_query(0x00));
    CHECK(answers_when_done(0x0c));
    CHECK(!answers_when_done(0x12));
    PrinterStatus status;
    note(status, Query::Offline, 0x16);
    CHECK(status.is_open);
    note(status, Query::Offline, 0x32);
    CHECK((status.is_empty && !status.is_open));
    note(status, Query::Paper, 0x1e);
    CHECK((status.is_low && !status.is_empty));
    note(status, Query::Fault, 0x1a);
    CHECK(status.has_fault);
    note(status, Query::Printer, 0x1a);
    CHECK(status.is_offline);
}
