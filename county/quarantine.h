// What the county put aside: records that it refused, and whether they were taken since.
#pragma once

#include "county/store.h"
#include "records/base/value.h"

namespace lianxin {

struct PutAside {
    QuarantineMark mark;
    std::optional<RecordHeader> header; ///< nothing when it cannot be read
    bool taken_since = false; ///< the record it names is held with the body it names: it came again, whole or in a new epoch
};

/// Oldest first. Errors: those of the store.
Result<std::vector<PutAside>> list_put_aside(Store& store);
std::uint64_t open_ones(const std::vector<PutAside>& list);

/// [{"kiosk", "reason", "came", "bytes", "taken_since", "record", "epoch", "sequence"}], without the last three where the header cannot
/// be read.
Value value_of(const std::vector<PutAside>& list);
std::string lines_of(const std::vector<PutAside>& list);

} // namespace lianxin
