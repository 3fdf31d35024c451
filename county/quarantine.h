// What the county put aside: records that it refused, and whether they were taken since.
#pragma once

#include "county/unsealer.h"
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

/// The first digits of its digest, by which it is asked for.
std::string short_name(const PutAside& one);

/// [{"name", "kiosk", "reason", "came", "bytes", "taken_since", "meaning", "record", "epoch", "sequence"}], without the last three where the
/// header cannot be read.
Value value_of(const std::vector<PutAside>& list);
std::string lines_of(const std::vector<PutAside>& list);

/// Those of that short name or record id, each as in the list with "opened" (what it says: field names and values; a sentence when it cannot be
/// read) and "held" (the same of the body that the county holds under its id; null when none). Errors: NotFound; Network when the keys cannot be
/// reached; those of the store.
Result<Value> show_put_aside(Store& store, Unsealer& unsealer, std::string_view name);
/// The same for reading.
std::string lines_of_shown(const Value& shown);

/// A batch of one record (wire/FORMAT.md), sealed as it came, in a file of its own for each whose body is here, and a list for people beside
/// them. How many were put aside. Errors: those of the store, Storage and NoSpace of `folder`.
Result<std::size_t> export_put_aside(Store& store, const Path& folder);

} // namespace lianxin
