// Making a delta of an edition: the same head, and of the blobs only those that somebody lacks.
#pragma once

#include "records/pack/edition_file.h"

namespace lianxin {

/// Writes to `output` a delta that holds the items set in `held` (see held_bits), or a whole copy when it is all of
/// them; gives its bytes. Nothing is verified: whoever installs it does. `output` is replaced as a whole. Errors:
/// Invalid (`held` does not fit the manifest, or the edition is a delta itself), those of read_edition_head and
/// parse_manifest, Storage, NoSpace.
Result<std::uint64_t> write_delta(const Path& edition, ByteView held, const Path& output);

} // namespace lianxin
