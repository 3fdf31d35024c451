// Making an edition file from its source folder.
#pragma once

#include "records/pack/edition_file.h"

namespace lianxin {

struct BuildOptions {
    Path source;
    Path output;
    TimePoint made;
    std::vector<SigningKey> publishers; ///< may be empty: sign_edition_file() adds signatures later
    SignedKeys keys;                    ///< carried in the edition when not empty
    const EditionFile* over = nullptr;  ///< the county's edition over which a township's will stand: its references are held against it
};

struct Built {
    Manifest manifest;
    std::uint64_t bytes = 0;              ///< of the file
    std::vector<std::string> passed_over; ///< files of the source that belong to no edition
    std::vector<std::string> unchecked;   ///< what a township's pages refer to and was not looked for, because `over` was not given
};

/// Reads and checks the whole source, then writes the file. The same source, keys and `made` give the same bytes.
/// A township's edition with `over` is also held against what its kiosks will refuse: names that the county has, channels that are not
/// its own. Errors: Invalid: all problems found, one to a line, each naming file and key; NotFound, Storage, NoSpace.
Result<Built> build_edition(const BuildOptions& options);

/// Adds a publisher's signature to an edition file, which is replaced as a whole.
/// Errors: those of read_edition_head and parse_manifest; Conflict (that key has signed it), Storage, NoSpace.
Result<void> sign_edition_file(const Path& path, const SigningKey& publisher);

} // namespace lianxin
