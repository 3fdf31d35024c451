// Printing of the table.
#include "tests/bench/report.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace lianxin::bench {

void row(std::string_view what, const std::string& figure, std::string_view goal) {
    std::printf("%-58.*s | %-24s | %.*s\n", static_cast<int>(what.size()), what.data(), figure.c_str(), static_cast<int>(goal.size()), goal.data());
    std::fflush(stdout);
}

void note(const std::string& text) {
    std::printf("  (%s)\n", text.c_str());
    std::fflush(stdout);
}

void give_up(const std::string& why) {
    std::fprintf(stderr, "cannot measure: %s\n", why.c_str());
    std::exit(1);
}

std::string number(double value, int digits, std::string_view unit) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f %.*s", digits, value, static_cast<int>(unit.size()), unit.data());
    return text;
}

std::string milliseconds(double value) { return number(value, value < 10 ? 2 : value < 100 ? 1 : 0, "ms"); }

double timed(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

double percentile(std::vector<double> values, double part) {
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, static_cast<std::size_t>(part * static_cast<double>(values.size())))];
}

} // namespace lianxin::bench
