// The days between which an edition may be put in, judged by what is certain about the time alone: a guess, be it the best, keeps no content away.
#pragma once

#include "records/model/edition.h"

#include <optional>

namespace lianxin {

/// Errors, each with its Refusal: Expired (`earliest`, which has certainly passed, lies behind its last day), TooEarly (`latest`, which has certainly not come yet, still
/// lies before its first day). Without one of the times that bound is not looked at.
Result<void> check_validity(const EditionInfo& edition, std::optional<TimePoint> earliest, std::optional<TimePoint> latest);

} // namespace lianxin
