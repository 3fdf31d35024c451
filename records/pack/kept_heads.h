// What a library keeps of its editions beside their blobs: manifest, keys and signatures, as a delta that holds
// nothing. From these and the blobs an edition can be put in again.
#pragma once

#include "records/pack/edition_file.h"

namespace lianxin {

struct KeptHead {
    Layer layer = Layer::County;
    std::uint64_t number = 0;
    Path file;
};

/// Newest of each layer first. Files of other names are passed over.
std::vector<KeptHead> kept_heads(const Path& library);
Path head_file(const Path& library, Layer layer, std::uint64_t number);
/// Written whole or not at all; durable with the next sync of the file system. Errors: Storage, NoSpace.
Result<void> keep_head(const Path& library, const EditionFile& edition);
/// Drops all heads of the layer but these two.
void drop_heads_but(const Path& library, Layer layer, std::uint64_t number, std::uint64_t before);

} // namespace lianxin
