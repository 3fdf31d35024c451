// Folders whose files live in memory, where what residents typed and said may lie until it is handed in.
#pragma once

#include "records/base/file.h"

namespace lianxin {

/// Whether the folder's file system lives in memory (tmpfs or ramfs).
bool is_memory_backed(const Path& folder);

/// Overwrites a file and removes it; one that is not there is fine.
void remove_overwritten(const Path& file);

} // namespace lianxin
