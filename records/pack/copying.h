// Copying the items of an edition to staging, hashed on the way, on two threads: one hashes while the other writes.
#pragma once

#include "records/pack/edition_file.h"
#include "records/pack/staging.h"

namespace lianxin {

/// Bytes done and to be done. Called by one thread at a time, not always the same one.
using CopyProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

/// Each content once, however many items have it. The first error stops all. Errors: those of EditionFile::read_item,
/// Storage, NoSpace.
Result<std::uint64_t> copy_items(const EditionFile& edition, const std::vector<std::size_t>& items, Staging& staging,
                                 const CopyProgress& progress);

} // namespace lianxin
