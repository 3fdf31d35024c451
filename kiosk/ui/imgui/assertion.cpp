// Logs and counts failed assertions of Dear ImGui: a full texture costs a glyph, not the service of the hall.
#include "kiosk/ui/imgui/assertion.h"

#include "records/base/log.h"

#include <set>
#include <string>
#include <utility>

namespace lianxin {

namespace {

std::uint64_t failures = 0;

bool is_first_at(const char* file, int line) {
    static std::set<std::pair<std::string, int>> places;
    return places.emplace(file, line).second;
}

} // namespace

void imgui_assertion_failed(const char* expression, const char* file, int line) {
    ++failures;
    if (is_first_at(file, line))
        log(Priority::Error, std::string("Dear ImGui: assertion failed: ") + expression + " at " + file + ":" +
                                 std::to_string(line));
}

std::uint64_t imgui_assertions_failed() { return failures; }

} // namespace lianxin
