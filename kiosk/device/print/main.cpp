// lianxin-print: one sheet of paper, on a line printer or as a PDF. The sheet comes by standard input and is kept nowhere else.
#include "kiosk/device/print/line_printer.h"
#include "records/base/command_line.h"
#include "records/base/json.h"
#include "records/base/memory_guard.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

using namespace lianxin;

namespace {

const Program program{
    "lianxin-print",
    "",
    "Prints the sheet of JSON on standard input, and answers with one line of JSON: {\"result\": …, \"paper_low\": …, \"detail\": …},\n"
    "where result is done, no_paper, cover_open, absent or trouble.",
    {{"device", "FILE", "a line printer that understands ESC/POS: /dev/usb/lp0"},
     {"paper", "MILLIMETRES", "width of its roll, 80 (the default) or 58"},
     {"cut", "HOW", "partial (the default), full or none"},
     {"pdf", "FILE", "instead of a device: pages of A4"},
     {"check", "", "only ask the device how it is"},
     {"seconds", "NUMBER", "the longest time it may take, 25 if not given"}},
};

[[noreturn]] void complain(const std::string& what) {
    std::fprintf(stderr, "lianxin-print: %s\n", what.c_str());
    std::exit(UsedWrongly);
}

int answer(const PrintReport& report) {
    std::printf("%s\n", to_json(Value(Value::Map{{"result", name_of(report.outcome)}, {"paper_low", report.paper_low}, {"detail", report.detail}})).c_str());
    return report.outcome == Outcome::Done ? Done : Failed;
}

int fail(const Error& error) { return answer({Outcome::Trouble, false, error.text()}); }

Result<Sheet> read_sheet() {
    std::string text(longest_sheet + 1, '\0'); // one piece, so that no copy of it is left behind
    std::size_t filled = 0;
    for (ssize_t got = 1; got > 0 && filled < text.size(); filled += static_cast<std::size_t>(std::max<ssize_t>(got, 0)))
        got = ::read(STDIN_FILENO, text.data() + filled, text.size() - filled);
    auto sheet = parse_sheet(std::string_view(text).substr(0, filled));
    wipe(text);
    return sheet;
}

Result<void> write_pdf(const Path& path, ByteView pdf) {
    auto file = File::open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    return file ? file->write_all(pdf) : Result<void>(std::move(file).error());
}

PrinterPatience patience_of(const Arguments& arguments) {
    PrinterPatience patience;
    const int seconds = std::atoi(arguments.value("seconds", "25").c_str());
    if (seconds < 1 || seconds > 600) complain("--seconds is 1 to 600");
    patience.whole = std::chrono::seconds(seconds);
    return patience;
}

Roll roll_of(const Arguments& arguments) {
    const std::string paper = arguments.value("paper", "80");
    if (paper != "80" && paper != "58") complain("--paper is 80 or 58");
    return paper == "80" ? Roll::Wide : Roll::Narrow;
}

Cut cut_of(const Arguments& arguments) {
    const std::string cut = arguments.value("cut", "partial");
    if (cut != "partial" && cut != "full" && cut != "none") complain("--cut is partial, full or none");
    return cut == "partial" ? Cut::Partial : cut == "full" ? Cut::Full : Cut::None;
}

int print_pdf(Sheet& sheet, const Path& path) {
    auto pdf = draw_as_pdf(sheet);
    wipe(sheet);
    if (!pdf) return fail(pdf.error());
    const auto written = write_pdf(path, *pdf);
    wipe(*pdf);
    return written ? answer({}) : fail(written.error());
}

int print_roll(Sheet& sheet, const Arguments& arguments, const PrinterPatience& patience) {
    auto raster = draw_for_roll(sheet, roll_of(arguments));
    wipe(sheet);
    if (!raster) return fail(raster.error());
    auto commands = escpos_of(*raster, cut_of(arguments));
    wipe(raster->bits);
    const PrintReport report = print(arguments.value("device"), commands, patience);
    for (auto& command : commands) wipe(command);
    return answer(report);
}

} // namespace

int main(int count, char** words) {
    guard_memory();
    const Arguments arguments = parse_or_exit(program, count, words);
    const PrinterPatience patience = patience_of(arguments);
    if (!arguments.words.empty() || arguments.has("device") == arguments.has("pdf")) complain("give either --device FILE or --pdf FILE");
    if (arguments.has("check")) return answer(look(arguments.value("device"), patience));
    auto sheet = read_sheet();
    if (!sheet) return fail(sheet.error());
    return arguments.has("pdf") ? print_pdf(*sheet, arguments.value("pdf")) : print_roll(*sheet, arguments, patience);
}
