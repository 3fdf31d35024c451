// The printer as the turn sees it: a device that never blocks, whatever stands at the other end.
#include "kiosk/device/checklist_sheet.h"
#include "kiosk/device/printer.h"
#include "tests/kiosk/device/told.h"
#include "tests/kiosk/print/stand_in_printer.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace lianxin;
using namespace lianxin::test;
using Steady = std::chrono::steady_clock;

namespace {

bool says(Told& told, PrinterState state) {
    return told.comes([state](const Event& event) {
        const auto* news = std::get_if<event::DevicesChanged>(&event);
        return news && news->news.printer == state;
    });
}

bool is_printed(Told& told, const std::string& receipt) {
    return told.comes([receipt](const Event& event) {
        const auto* news = std::get_if<event::Printed>(&event);
        return news && news->receipt == receipt;
    });
}

PrinterConfig config_of(const StandInPrinter& printer) {
    PrinterConfig config;
    config.device = printer.device();
    config.look_again = Milliseconds{50};
    return config;
}

Receipt sample_receipt() {
    Receipt receipt;
    receipt.number = "20261122-000017";
    receipt.code = "4821907736150248";
    return receipt;
}

const Wording words = Wording::parse("").value_or(Wording());

} // namespace

TEST_CASE("a printer that was mended is known to be well before anybody prints", "[print.mended]") {
    StandInPrinter stand_in({.is_empty = true});
    Told told;
    Printer printer(config_of(stand_in), {"清溪镇便民服务中心", ""}, words, told.sink());
    CHECK(says(told, PrinterState::NoPaper));
    stand_in.mend();
    CHECK(says(told, PrinterState::Ready));
}

TEST_CASE("a paper that was begun outlives its visit") {
    StandInPrinter stand_in;
    Told told;
    Printer printer(config_of(stand_in), {"清溪镇便民服务中心", ""}, words, told.sink());
    CHECK(printer.perform(effect::Print{sample_receipt()}));
    CHECK(!printer.perform(effect::Forget{}));
    CHECK(is_printed(told, "20261122-000017"));
    CHECK(stand_in.paper().cuts == 1);
}

TEST_CASE("a list of documents has a box for each, and comes out as its own paper", "[print][page.checklist]") {
    const effect::PrintChecklist list{"guide", "低保申请", {{"户口簿", "原件"}, {"身份证", ""}}, "民政局", "0990-5550127", ThemeName::Elder};
    const Sheet sheet = checklist_sheet(list, {"清溪镇便民服务中心", ""}, words);
    CHECK(sheet.type == TypeSize::Large);
    std::vector<std::string> lines;
    for (const auto& block : sheet.blocks)
        if (block.kind == BlockKind::Text) lines.push_back(block.text);
    CHECK(lines == std::vector<std::string>{"□ 户口簿（原件）", "□ 身份证"});
    CHECK(parse_sheet(to_json(sheet)));
    StandInPrinter stand_in;
    Told told;
    Printer printer(config_of(stand_in), {"清溪镇便民服务中心", ""}, words, told.sink());
    CHECK(printer.perform(list));
    CHECK(told.comes([](const Event& event) {
        const auto* news = std::get_if<event::ChecklistPrinted>(&event);
        return news && news->page == "guide" && !news->problem;
    }));
    CHECK(stand_in.paper().cuts == 1);
}

TEST_CASE("neither asking for paper nor closing the kiosk waits for a printer that hangs") {
    StandInPrinter stand_in({.takes_rows = 0});
    Told told;
    const auto before = Steady::now();
    {
        Printer printer(config_of(stand_in), {"清溪镇便民服务中心", ""}, words, told.sink());
        CHECK(printer.perform(effect::Print{sample_receipt()}));
        CHECK(Steady::now() - before < std::chrono::seconds(1));
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
    }
    CHECK(Steady::now() - before < std::chrono::seconds(4));
}

TEST_CASE("a printer without its program is in trouble, and says so") {
    StandInPrinter stand_in;
    Told told;
    PrinterConfig config = config_of(stand_in);
    config.program = "/nowhere/lianxin-print";
    Printer printer(config, {"清溪镇便民服务中心", ""}, words, told.sink());
    CHECK(says(told, PrinterState::Trouble));
}
