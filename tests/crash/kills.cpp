// Choosing moments.
#include "tests/crash/kills.h"

#include <cstdlib>
#include <thread>

namespace lianxin::test {

int kills_wanted(int usual) {
    const char* wanted = std::getenv("LIANXIN_KILLS");
    return wanted ? std::max(1, std::atoi(wanted)) : usual;
}

void sleep_at_random(Random& random, Milliseconds longest) {
    const auto most = std::chrono::microseconds(longest).count();
    std::this_thread::sleep_for(std::chrono::microseconds(random.below(static_cast<std::uint32_t>(most) + 1)));
}

} // namespace lianxin::test
