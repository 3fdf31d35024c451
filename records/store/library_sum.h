// The hash of library.db as it was written, so that a sector which the disk changed since is noticed wherever it lies. Between two
// installations nobody writes the file.
#pragma once

#include "records/base/file.h"

namespace lianxin {

enum class Soundness {
    Sound,   ///< every byte is as it was written
    Damaged, ///< some are not, or SQLite finds the file broken
};

/// Notes the hash of library.db in library.sum. Does nothing while a part of it still waits in the write-ahead log.
/// Errors: Storage, NoSpace.
Result<void> note_library_sum(const Path& folder);
/// Before library.db changes.
void forget_library_sum(const Path& folder);
/// Reads the whole file; one without a noted hash is only held against SQLite's own rules. Errors: NotFound (there is no library.db),
/// Storage, Unsupported and Unavailable as LibraryReader::open.
Result<Soundness> library_soundness(const Path& folder);

} // namespace lianxin
