// Measures a slip of 80 mm: from the wish to print to the printer's word that it is out, and the memory it takes meanwhile.
#include "kiosk/device/child_program.h"
#include "tests/bench/report.h"
#include "tests/bench/workspace.h"
#include "tests/kiosk/print/print_samples.h"
#include "tests/kiosk/print/stand_in_printer.h"

#include <sys/resource.h>

using namespace lianxin;
using namespace lianxin::bench;
using namespace lianxin::test;

namespace {

constexpr int slips = 30;

double run_print(const std::vector<std::string>& words, const std::string& sheet) {
    std::vector<std::string> command{program("lianxin-print")};
    command.insert(command.end(), words.begin(), words.end());
    const std::atomic<bool> goes_on{false};
    return timed([&] {
        const auto heard = run_child(command, sheet, Milliseconds{30'000}, goes_on);
        if (!heard || heard->find("\"done\"") == std::string::npos) give_up("lianxin-print failed: " + (heard ? *heard : heard.error().text()));
    });
}

void show(const std::string& what, const std::vector<std::string>& words, TypeSize type, std::string_view goal) {
    std::vector<double> times;
    for (int i = 0; i < slips; ++i) times.push_back(run_print(words, to_json(sample_sheet(type))));
    row(what + ", p50 / p99", milliseconds(percentile(times, 0.5)) + " / " + milliseconds(percentile(times, 0.99)), goal);
}

/// Of the children so far.
void show_memory(const std::string& what) {
    rusage used{};
    ::getrusage(RUSAGE_CHILDREN, &used);
    row(what, number(static_cast<double>(used.ru_maxrss) / 1024, 1, "MB"), "given back when the slip is out");
}

} // namespace

int main() {
    const Workspace work;
    {
        // The stand-in takes bytes as fast as they come: paper itself moves at 100 to 200 mm/s.
        const StandInPrinter printer;
        show("request to last byte and answer, 80 mm", {"--device", printer.device().string()}, TypeSize::Normal, "p50 <= 300 ms");
        show("the same in large type", {"--device", printer.device().string()}, TypeSize::Large, "");
    }
    show_memory("largest resident set, slip (typefaces mapped)");
    show("A4 page as PDF", {"--pdf", (work.path() / "slip.pdf").string()}, TypeSize::Normal, "");
    show_memory("largest resident set, PDF");
    return 0;
}
