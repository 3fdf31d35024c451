// Installing an edition: all of it, or nothing.
#pragma once

#include "records/pack/edition_file.h"

#include <optional>

namespace lianxin {

struct InstallOptions {
    Path library;                 ///< folder of the library; made when missing
    SignedKeys enrolled;          ///< keys.json of the enrolment
    std::string township, kiosk;  ///< whom the edition must be meant for; empty: not looked at
    std::optional<TimePoint> now; ///< trusted time; without it no edition is refused for its age
};

struct Installed {
    enum class Outcome { New, AlreadyThere };
    Outcome outcome = Outcome::New;
    EditionInfo edition;
    std::size_t items = 0;
    std::size_t blobs_written = 0;
    std::uint64_t bytes_written = 0;
};

/// Verifies the edition, copies what is missing to a staging folder while hashing, reads every item as the kiosk will,
/// makes the files durable, moves them into place, then replaces the library's content in one transaction. A cut
/// anywhere leaves the old or the new edition. An edition that is refused leaves the library as it was. Errors: those
/// of EditionFile::open; Conflict (older than the installed one, or its number with other content), Invalid (expired,
/// meant for others, or an item that cannot be read), Corrupt, NoSpace, Storage, Unavailable (another installer).
Result<Installed> install_edition(const Path& file, const InstallOptions& options);

} // namespace lianxin
