// Fetching newer editions: what the library lacks of each, in a file that grows over cut connections and is then handed to the
// installer.
#pragma once

#include "records/base/file.h"
#include "records/pack/manifest.h"
#include "sync/county_link.h"

namespace lianxin {

/// What an edition is, by its signed head.
struct EditionLook {
    std::uint64_t number = 0;
    Layer layer = Layer::County;
    /// The items that are not here, a bit for each (pack/FORMAT.md); empty when they are so many that the whole is better fetched.
    Bytes wanted;
    std::uint64_t download = 0; ///< bytes of the file that holds them, at most
    std::uint64_t unpacked = 0; ///< bytes that they take in the library
};

/// Where editions are installed.
struct EditionShelf {
    /// The layers that are asked for; the township's only where the county lets it publish by itself.
    std::function<std::vector<Layer>()> layers;
    /// Number of the installed edition; 0 for none.
    std::function<std::uint64_t(Layer layer)> installed;
    /// Verifies and installs the edition in a file. Errors that blame the file (Corrupt, Untrusted, Unsupported, Invalid,
    /// Conflict) mean that it need not be tried again; one that comes too early is kept and tried again in each round.
    std::function<Result<void>(const Path& file)> install;
    /// Verifies the head in the file and says of which edition it is and what is lacking of that here. Errors: as install; what comes too
    /// early is no error.
    std::function<Result<EditionLook>(const Path& head)> look;
    /// The head of an installed edition of which something was found missing.
    std::function<std::optional<Path>(Layer layer)> to_mend;
    /// Bytes of the disk that an edition may use, its download and what is unpacked of it together; without it, any.
    std::function<std::uint64_t()> room = {};
};

/// Where none are wanted.
inline EditionShelf no_editions() {
    return {[] { return std::vector<Layer>(); }, [](Layer) { return std::uint64_t{0}; }, {}, {}, {}};
}

class EditionFetch {
  public:
    /// `folder` keeps unfinished downloads.
    EditionFetch(Path folder, EditionShelf shelf) : folder_(std::move(folder)), shelf_(std::move(shelf)) {}

    /// Asks for an edition newer than the installed one, of each layer; fetches and installs it; then fetches what an installed one
    /// has lost. No more is written than its signed head allows, and nothing when there is no room for all of it (NoSpace). Errors: those of
    /// the link, Storage, NoSpace, Corrupt, those of the installer; the first, after all was tried.
    Result<void> run(CountyLink& link);
    std::uint64_t installed() const { return shelf_.installed(Layer::County); }

  private:
    Path folder_;
    EditionShelf shelf_;
};

} // namespace lianxin
