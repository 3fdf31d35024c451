// What a library holds now, as an installer needs to know it.
#pragma once

#include "records/pack/edition_file.h"
#include "records/store/library.h"

#include <set>

namespace lianxin {

struct Present {
    std::optional<EditionInfo> county, township;
    std::string county_manifest, township_manifest; ///< their texts; empty when they cannot be read
    Value keys;                                     ///< as the library keeps them

    const std::optional<EditionInfo>& edition(Layer layer) const { return layer == Layer::County ? county : township; }
    const std::string& manifest(Layer layer) const {
        return layer == Layer::County ? county_manifest : township_manifest;
    }
    std::uint64_t number(Layer layer) const { return edition(layer) ? edition(layer)->number : 0; }
};

/// A library that is missing, empty or damaged holds nothing. Errors: Storage, Unsupported.
Result<Present> look_at_library(const Path& library);

/// Pictures, recordings and unknown things of what is installed: checked when they came, so that a small edition need
/// not read hundreds of megabytes again.
std::set<Hash> known_media(const Present& present);

} // namespace lianxin
