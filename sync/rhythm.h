// When to try next. Pure: time and chance come from outside.
#pragma once

#include "records/base/clock.h"
#include "records/base/random.h"

#include <optional>

namespace lianxin {

struct RhythmSettings {
    Milliseconds resting{std::chrono::minutes(5)};        ///< between rounds while all is well
    Milliseconds first_retry{std::chrono::seconds(5)};    ///< after the first failure; doubles with each further one
    Milliseconds longest_retry{std::chrono::minutes(15)}; ///< where doubling ends
};

/// The pause after a good round: `resting`, a tenth more or less so that kiosks do not march in step; at least what the county
/// asked for, at most an hour for that.
Milliseconds pause_after_success(const RhythmSettings& settings, std::optional<std::chrono::seconds> asked, Random& random);

/// The pause after `failures` (≥ 1) rounds failed in a row: between half and all of first_retry · 2^(failures − 1), never beyond
/// longest_retry; at least what the county asked for, at most an hour for that.
Milliseconds pause_after_failure(const RhythmSettings& settings, unsigned failures, std::optional<std::chrono::seconds> asked, Random& random);

} // namespace lianxin
