// A kiosk's library in a small county's folder, and what must hold after an edition was refused.
#pragma once

#include "records/pack/installer.h"
#include "tests/records/pack/small_county.h"

#include <map>

namespace lianxin {

/// Every file below the folder that says anything: locks, SQLite's shared memory and an empty WAL (any reader makes
/// one) aside.
std::map<std::string, Bytes> state_of(const Path& folder);

/// A county whose edition 5 is installed in `library` of a kiosk of 990021101000.
struct HallLibrary {
    explicit HallLibrary(std::uint64_t number = 5);

    InstallOptions options() const;
    std::uint64_t installed_number() const;
    /// The word of the refusal ("older"), after making sure that no byte of the library changed.
    std::string refused(const Path& file, const InstallOptions& how) const;
    std::string refused(const Path& file) const { return refused(file, options()); }
    void install(const Path& file) const;

    SmallCounty county;
    Path library = county.folder() / "library";
    std::uint64_t number;
};

} // namespace lianxin
