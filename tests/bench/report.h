// The table that measurements print: what, the figure, and the goal beside it. Nothing is asserted here.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace lianxin::bench {

/// One line of the table; `goal` may be empty.
void row(std::string_view what, const std::string& figure, std::string_view goal = "");
/// A line of explanation below the rows.
void note(const std::string& text);
/// Prints why nothing can be measured, and ends the program with 1.
[[noreturn]] void give_up(const std::string& why);

/// "3.42 ms".
std::string milliseconds(double value);
std::string number(double value, int digits, std::string_view unit);

/// Milliseconds that `work` took.
double timed(const std::function<void()>& work);
/// The value below which `part` (0 to 1) of them lie; values are not empty.
double percentile(std::vector<double> values, double part);

} // namespace lianxin::bench
