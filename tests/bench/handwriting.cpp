// Handwriting: time per character and how often the right one is offered, hand by hand, over the whole stroke set.
#include "tests/bench/report.h"
#include "tests/kiosk/input/hands.h"

#include <algorithm>
#include <ctime>

using namespace lianxin;
using namespace lianxin::bench;
using namespace lianxin::test;

namespace {

/// Milliseconds of processor time this program has used.
double used() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

struct Outcome {
    std::vector<double> times;
    int first = 0, five = 0, ten = 0;
};

Outcome measure(const Handwriting& handwriting, const std::vector<Written>& all) {
    Outcome outcome;
    for (const Written& written : all) {
        const double before = used();
        const auto offered = handwriting.candidates(written.strokes);
        outcome.times.push_back(used() - before);
        const auto place = std::find(offered.begin(), offered.end(), written.character) - offered.begin();
        if (place == static_cast<std::ptrdiff_t>(offered.size())) continue;
        outcome.first += place < 1;
        outcome.five += place < 5;
        ++outcome.ten;
    }
    return outcome;
}

std::string part(int count, std::size_t of) { return number(100.0 * count / static_cast<double>(of), 0, "%"); }

} // namespace

int main() {
    double opening = 0;
    const auto start = used();
    const Handwriting handwriting = open_handwriting();
    opening = used() - start;
    row("opening the recogniser, CPU", milliseconds(opening));
    const std::vector<std::pair<const char*, Hand>> hands{{"regular", Hand::Regular}, {"trembling", Hand::Trembling}, {"hurried", Hand::Hurried}};
    const std::vector<const char*> goals{"in 10: >= 97 %", "in 10: >= 96 %", "in 10: >= 80 %"};
    for (const auto& [name, hand] : hands) {
        const auto all = written_by(hand);
        const Outcome outcome = measure(handwriting, all);
        const std::string begin = std::string(name) + " hand, ";
        row(begin + "first / in 5 / in 10", part(outcome.first, all.size()) + " / " + part(outcome.five, all.size()) + " / " + part(outcome.ten, all.size()), goals[static_cast<std::size_t>(hand)]);
        row(begin + "CPU per character p50 / p95", milliseconds(percentile(outcome.times, 0.5)) + " / " + milliseconds(percentile(outcome.times, 0.95)), "p95 <= 100 ms: between two strokes");
    }
    const auto drawn = with_shapes();
    for (const auto& [name, hand] : hands) {
        auto all = written_by(hand);
        std::erase_if(all, [&](const Written& each) { return std::find(drawn.begin(), drawn.end(), each.character) != drawn.end(); });
        row(std::string(name) + " hand, the " + std::to_string(all.size()) + " without a shape of ours, in 10", part(measure(handwriting, all).ten, all.size()));
    }
    note(std::to_string(written_by(Hand::Regular).size()) + " characters a hand; the library alone, on the strokes as written: 71/83/85, 53/71/76, 12/27/32 when this was set up");
    note("shapes were drawn for simple characters and for what the library missed of this set: of characters in neither, it misses about one in ten");
}
