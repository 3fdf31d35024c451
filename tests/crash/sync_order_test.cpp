// The order of a hand-in as the kernel saw it: log synced, database synced, and only then a receipt.
#include "tests/programs/driven_kiosk.h"

#include <catch2/catch_test_macros.hpp>

#include <map>
#include <sstream>

using namespace lianxin;
using namespace lianxin::test;

namespace {

/// One system call that ended, with its arguments as strace spells them and what it returned.
struct Call {
    std::string name, arguments, result;
};

/// The calls of every thread in the order in which they ended; one that another thread cut in two counts where it
/// ended.
std::vector<Call> calls_in(const std::string& trace) {
    std::vector<Call> calls;
    std::map<std::string, std::string> begun; // thread → first half
    std::istringstream lines(trace);
    for (std::string line; std::getline(lines, line);) {
        const auto blank = line.find(' ');
        const std::string thread = line.substr(0, blank);
        std::string rest = line.substr(line.find_first_not_of(' ', blank));
        constexpr std::string_view unfinished = " <unfinished ...>";
        if (rest.size() > unfinished.size() &&
            rest.compare(rest.size() - unfinished.size(), unfinished.size(), unfinished) == 0) {
            begun[thread] = rest.substr(0, rest.size() - unfinished.size());
            continue;
        }
        if (rest.rfind("<... ", 0) == 0) rest = begun[thread] + rest.substr(rest.find("resumed>") + 8);
        const auto open = rest.find('('), close = rest.rfind(" = ");
        if (open == std::string::npos || close == std::string::npos) continue;
        calls.push_back({rest.substr(0, open), rest.substr(open + 1, close - open - 1), rest.substr(close + 3)});
    }
    return calls;
}

bool is_sync_of(const Call& call, const std::string& file) {
    return (call.name == "fdatasync" || call.name == "fsync") &&
           call.arguments.find("/" + file + ">") != std::string::npos && call.result == "0";
}

bool writes_to(const Call& call, const std::string& file) {
    return (call.name == "write" || call.name == "pwrite64") &&
           call.arguments.find("/" + file + ">") != std::string::npos;
}

/// One letter for each step: f, F: frame written, synced; d, D: database's write-ahead log written, synced; R: receipt
/// told.
std::string steps_of(const std::vector<Call>& calls) {
    std::string steps;
    bool submitted = false;
    for (const auto& call : calls) {
        if (call.name == "read" && call.arguments.find("tap confirm.submit") != std::string::npos) submitted = true;
        char step = 0;
        if (writes_to(call, "outbox.log")) step = 'f';
        if (is_sync_of(call, "outbox.log")) step = 'F';
        if (writes_to(call, "outbox.db-wal")) step = 'd';
        if (is_sync_of(call, "outbox.db-wal")) step = 'D';
        if (call.name == "write" && call.arguments.find("\\\"screen\\\":\\\"receipt\\\"") != std::string::npos)
            step = 'R';
        if (submitted && step != 0 && (steps.empty() || steps.back() != step)) steps += step;
    }
    return steps;
}

} // namespace

TEST_CASE("log and database have been synced when the receipt is shown, as the kernel saw it", "[crash.order]") {
    const Demo demo;
    demo.hurry();
    const Path trace = demo.folder() / "trace";
    Process kiosk({"strace", "-f", "-y", "-s", "400", "-o", trace.string(), "-e",
                   "trace=read,write,pwrite64,fsync,fdatasync", program("drive"), "--config", demo.config("kiosk"),
                   "--size", "540x960"});
    DrivenKiosk driven(std::move(kiosk));
    driven.fill_help("村口的路灯不亮");
    driven.obey("tap confirm.submit");
    REQUIRE(driven.screen() == "receipt");
    driven.quit();

    const auto text = read_text(trace, 256u << 20);
    REQUIRE(text);
    const std::string steps = steps_of(calls_in(*text));
    INFO("steps: " << steps);
    CHECK(steps.substr(0, steps.find('R')) == "fFdD");
    CHECK(steps.find('R') != std::string::npos);
}
