// The file in which a program keeps its trusted time over restarts. Each program writes its own; others may read it.
#pragma once

#include "records/base/file.h"
#include "records/base/trusted_clock.h"

namespace lianxin {

/// JSON: {"floor", "county" (or null), "monotonic", "width", "boot"}. Errors: NotFound, Storage, Corrupt.
Result<KeptTime> read_kept_time(const Path& file);
/// In one step, synced. Errors: Storage, NoSpace.
Result<void> write_kept_time(const Path& file, const KeptTime& kept);

} // namespace lianxin
