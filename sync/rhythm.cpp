// The arithmetic of pauses.
#include "sync/rhythm.h"

#include <algorithm>

namespace lianxin {
namespace {

/// Longer than this nobody may silence a kiosk: the request may come from a broken gateway.
constexpr Milliseconds longest_asked = std::chrono::hours(1);

Milliseconds at_least(Milliseconds pause, std::optional<std::chrono::seconds> asked) {
    if (!asked) return pause;
    return std::max(pause, std::min<Milliseconds>(*asked, longest_asked));
}

/// Uniform in [least, most].
Milliseconds between(Milliseconds least, Milliseconds most, Random& random) {
    return least + Milliseconds(random.below(static_cast<std::uint32_t>((most - least).count()) + 1));
}

} // namespace

Milliseconds pause_after_success(const RhythmSettings& settings, std::optional<std::chrono::seconds> asked, Random& random) {
    const Milliseconds tenth = settings.resting / 10;
    return at_least(between(settings.resting - tenth, settings.resting + tenth, random), asked);
}

Milliseconds pause_after_failure(const RhythmSettings& settings, unsigned failures, std::optional<std::chrono::seconds> asked, Random& random) {
    Milliseconds most = settings.first_retry;
    for (unsigned doubled = 1; doubled < failures && most < settings.longest_retry; ++doubled) most *= 2;
    most = std::min(most, settings.longest_retry);
    return at_least(between(most / 2, most, random), asked);
}

} // namespace lianxin
