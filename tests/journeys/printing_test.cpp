// The receipt on paper, from the touch to the slip, with printers of every mood; whatever they do, the hand-in is kept.
#include "kiosk/device/receipt_sheet.h"
#include "kiosk/kiosk_config.h"
#include "records/store/outbox.h"
#include "tests/kiosk/print/stand_in_printer.h"
#include "tests/programs/driven_kiosk.h"

#include <catch2/catch_test_macros.hpp>

#include <fstream>

using namespace lianxin;
using namespace lianxin::test;

namespace {

const std::string printed = "已打印，请取走小票";

struct Hall : Demo {
    explicit Hall(const Path& device) {
        hurry();
        set("kiosk", "device", '"' + device.string() + '"');
        set("kiosk", "paper_millimetres", "58");
    }
};

void hand_in(DrivenKiosk& kiosk) {
    kiosk.fill_help("我们村里路坏了，下雨天没法走");
    kiosk.obey("tap confirm.submit");
    kiosk.obey("until receipt");
}

/// Printers take real time.
bool says(DrivenKiosk& kiosk, const std::string& sentence) {
    std::string said;
    for (int tries = 0; tries < 400; ++tries) {
        said = kiosk.value("receipt.printing");
        if (said == sentence) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    WARN("it says: " << said);
    return false;
}

/// Nothing was lost: it stands in the ledger, and its code on the screen.
void check_kept(const Hall& hall, DrivenKiosk& kiosk, std::uint64_t records = 1) {
    const auto ledger = OutboxReader::open(hall.folder() / "kiosk/outbox");
    REQUIRE(ledger);
    CHECK(ledger->last_sequence(ledger->epoch()) == records);
    CHECK(kiosk.screen() == "receipt");
    CHECK(kiosk.value("receipt.code").size() == 16);
}

/// The slip as our own layout draws what the screen says.
Raster expected_slip(const Hall& hall, DrivenKiosk& kiosk) {
    const auto config = KioskConfig::read(hall.config("kiosk"));
    const auto words = config ? Wording::read(config->assets / "text/zh-CN.toml") : Result<Wording>(config.error());
    REQUIRE(words);
    Receipt receipt;
    receipt.code = kiosk.value("receipt.code");
    receipt.qr = kiosk.value("receipt.qr");
    Sheet sheet = receipt_sheet(receipt, ThemeName::Normal, {config->hall, ""}, *words);
    const std::string article = kiosk.value("receipt.article");
    for (auto& block : sheet.blocks)
        if (block.kind == BlockKind::Fact)
            block.text = kiosk.value(block.label == (*words)("receipt.service") ? "receipt.service" : block.label == (*words)("receipt.number") ? "receipt.number"
                                     : block.label == (*words)("receipt.received") ? "receipt.received" : "receipt.promised");
    const auto after_facts = std::find_if(sheet.blocks.begin() + 3, sheet.blocks.end(), [](const auto& block) { return block.kind == BlockKind::Rule; });
    if (!article.empty()) sheet.blocks.insert(after_facts, {BlockKind::Note, article});
    auto raster = draw_for_roll(sheet, Roll::Narrow);
    REQUIRE(raster);
    return *raster;
}

/// Whether any command line on this machine holds the text.
bool is_in_a_command_line(const std::string& text) {
    for (const auto& process : std::filesystem::directory_iterator("/proc")) {
        std::ifstream file(process.path() / "cmdline");
        const std::string line{std::istreambuf_iterator<char>(file), {}};
        if (line.find(text) != line.npos) return true;
    }
    return false;
}

bool is_in_a_file(const Path& folder, const std::string& text) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path());
        const std::string content{std::istreambuf_iterator<char>(file), {}};
        if (content.find(text) != content.npos) return true;
    }
    return false;
}

} // namespace

TEST_CASE("paper comes by itself with a hand-in, says what the screen says, and comes again when asked", "[print.journey]") {
    StandInPrinter printer;
    const Hall hall(printer.device());
    DrivenKiosk kiosk(hall);
    hand_in(kiosk);
    REQUIRE(says(kiosk, printed));
    const PaperRoll paper = printer.paper();
    CHECK(paper.wrong.empty());
    CHECK(paper.cuts == 1);
    const Raster slip = expected_slip(hall, kiosk);
    CHECK(paper.picture == slip);
    kiosk.obey("tap receipt.print");
    REQUIRE(says(kiosk, printed));
    CHECK(printer.paper().picture.height == 2 * slip.height);
    check_kept(hall, kiosk);
    kiosk.quit();
}

TEST_CASE("where the hall wants it so, paper comes only when asked") {
    StandInPrinter printer;
    const Hall hall(printer.device());
    hall.set("kiosk", "automatic", "false");
    DrivenKiosk kiosk(hall);
    hand_in(kiosk);
    CHECK(kiosk.value("receipt.printing") == "可以打印纸质回执");
    CHECK(printer.paper().picture.height == 0);
    kiosk.obey("tap receipt.print");
    CHECK(says(kiosk, printed));
    kiosk.quit();
}

TEST_CASE("a printer without paper, open, or unplugged in the middle loses no hand-in, and prints when it is mended", "[print.never-loses]") {
    struct Trouble {
        Manners manners;
        std::string sentence;
    };
    const std::vector<Trouble> troubles{{{.is_empty = true}, "打印机缺纸，请叫工作人员。您的登记已经保存。"},
                                        {{.paper_rows = 200}, "打印机缺纸，请叫工作人员。您的登记已经保存。"},
                                        {{.is_open = true}, "打印机盖没有关好，请叫工作人员。您的登记已经保存。"},
                                        {{.unplugged_after = 100}, "打印机没有接好，请叫工作人员。您的登记已经保存。"}};
    for (const auto& [manners, sentence] : troubles) {
        StandInPrinter printer(manners);
        const Hall hall(printer.device());
        DrivenKiosk kiosk(hall);
        hand_in(kiosk);
        CHECK(says(kiosk, sentence));
        check_kept(hall, kiosk);
        printer.mend();
        kiosk.obey("tap receipt.print");
        CHECK(says(kiosk, manners.unplugged_after < 1000 ? sentence : printed));
        check_kept(hall, kiosk);
        kiosk.quit();
    }
}

TEST_CASE("a printer that hangs holds up neither the visit nor the next one, and the code shows nowhere else", "[print.hang]") {
    StandInPrinter printer({.takes_rows = 0});
    const Hall hall(printer.device());
    DrivenKiosk kiosk(hall);
    hand_in(kiosk);
    const std::string code = kiosk.value("receipt.code");
    CHECK(kiosk.value("receipt.printing") == "正在打印，请稍候");
    CHECK(!is_in_a_command_line(code));
    CHECK(!is_in_a_file(hall.folder(), code));
    kiosk.obey("tap receipt.home");
    hand_in(kiosk);
    check_kept(hall, kiosk, 2);
    CHECK(says(kiosk, "打印机没有打出来，请叫工作人员。您的登记已经保存。"));
    kiosk.quit();
}

TEST_CASE("without a printer a receipt offers no paper") {
    const Hall hall("/dev/usb/no-printer");
    DrivenKiosk kiosk(hall);
    hand_in(kiosk);
    CHECK(!kiosk.has("receipt.print"));
    CHECK(!kiosk.has("receipt.printing"));
    check_kept(hall, kiosk);
    kiosk.quit();
}

TEST_CASE("the kiosk's check says how the printer is") {
    StandInPrinter empty({.is_empty = true});
    CHECK(Hall(empty.device()).run("kiosk", {"--check"}).err.find("the printer has no paper") != std::string::npos);
    CHECK(Hall("/dev/usb/no-printer").run("kiosk", {"--check"}).err.find("the printer is not plugged in") != std::string::npos);
    StandInPrinter well;
    CHECK(Hall(well.device()).run("kiosk", {"--check"}).err.find("printer") == std::string::npos);
}
