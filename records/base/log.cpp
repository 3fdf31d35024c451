// Writing log lines.
#include "records/base/log.h"

#include <atomic>
#include <string>
#include <unistd.h>

namespace lianxin {
namespace {
std::atomic<Priority> least_urgent = Priority::Info;
}

void set_log_level(Priority least) { least_urgent = least; }

void log(Priority priority, std::string_view line) {
    if (priority > least_urgent.load()) return;
    std::string out = "<" + std::to_string(static_cast<int>(priority)) + ">";
    // One line is one entry: a line end inside it would forge another.
    for (char c : line) out += c == '\n' || c == '\r' ? ' ' : c;
    out += '\n';
    // One write keeps lines of threads apart; a log that cannot be written must not stop the service.
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, out.data(), out.size());
}

void log(Priority priority, std::string_view what, const Error& error) { log(priority, std::string(what) + ": " + error.text()); }

} // namespace lianxin
