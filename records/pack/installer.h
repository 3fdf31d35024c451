// Installing an edition: all of it, or nothing.
#pragma once

#include "records/pack/copying.h"
#include "records/pack/edition_file.h"
#include "records/pack/load_check.h"
#include "records/store/library.h"

#include <optional>

namespace lianxin {

struct InstallOptions {
    Path library;                 ///< folder of the library; made when missing
    SignedKeys enrolled;          ///< keys.json of the enrolment
    std::string township, kiosk;  ///< whom the edition must be meant for; empty: not looked at
    std::optional<TimePoint> earliest; ///< has certainly passed; without it no edition is refused for its age
    LoadCheck load_check = {};    ///< looks at new pages and pictures before they go in; empty: they are only parsed
    CopyProgress progress = {};
    std::optional<TimePoint> latest = {}; ///< has certainly not come yet; without it no edition is refused as too early
    /// What must hold of the library once the edition is in, else the one before is put back. Empty: that what was put
    /// in is read back.
    std::function<Result<void>(const LibraryReader&)> read_back = {};
};

struct Installed {
    enum class Outcome {
        New,
        AlreadyThere,
        Mended, ///< it was there, and what was missing of it is there again
    };
    Outcome outcome = Outcome::New;
    Layer layer = Layer::County;
    EditionInfo edition;
    std::uint64_t before = 0; ///< number of the edition that was installed in this layer; 0 for none
    std::size_t items = 0;
    std::size_t blobs_written = 0;
    std::uint64_t bytes_written = 0;
};

/// Verifies the edition, copies what is missing to a staging folder while hashing, reads every item as the kiosk will,
/// makes the files durable, moves them into place, then replaces the library's content in one transaction. A cut
/// anywhere leaves the old or the new edition. A township's edition stands over the county's; each has its own numbers.
/// An edition that is refused leaves the library as it was; one that cannot be read back once it is in is taken out
/// again. Errors: with a Refusal whatever is wrong with the edition; NoSpace, Storage, Unavailable (another installer).
Result<Installed> install_edition(const Path& file, const InstallOptions& options);

/// Puts in again what a damaged library.db lost, wholly or in part, from the heads and blobs that are there. False when nothing is lost or
/// nothing is there to put in. One that an older program wrote is brought up to date. Errors: Storage, NoSpace, Unavailable.
Result<bool> restore_library(const InstallOptions& options);

/// Takes out the edition that was put in last and puts back the one before it in its layer, out of its head and the blobs; a township's first
/// edition just goes. For one that turns out not to load after the installation: it is refused as DidNotLoad from now on. False when there is
/// none before it that could be put back. Errors: Storage, NoSpace, Unavailable.
Result<bool> roll_back_library(const InstallOptions& options);

/// Items of an installed edition whose content is not in the library, by their place in the manifest; a content of the
/// wrong size counts as missing, and one of a text that is damaged. Of `edition` nothing needs to be held by its file.
std::vector<std::size_t> missing_items(const Path& library, const EditionFile& edition,
                                       const std::set<Hash>& known_media);

} // namespace lianxin
