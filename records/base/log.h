// The log: lines on standard error with the priority prefix that journald reads (sd-daemon(3)). Ids and codes only, never a
// resident's text.
#pragma once

#include "records/base/result.h"

#include <string_view>

namespace lianxin {

enum class Priority { Error = 3, Warning = 4, Notice = 5, Info = 6, Debug = 7 };

void log(Priority priority, std::string_view line);
/// One line from an error with what was given up because of it.
void log(Priority priority, std::string_view what, const Error& error);
/// Lines less urgent than this are dropped. Info at start.
void set_log_level(Priority least);

} // namespace lianxin
