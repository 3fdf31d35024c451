// How the kiosk got on with the library, told to the daemon in a small file beside the outbox which the kiosk alone writes: an edition that it
// cannot load is taken out again, and a damaged library.db is built anew.
#pragma once

#include "records/base/file.h"

namespace lianxin {

struct LibraryWord {
    enum class How {
        Loading,    ///< begun and not yet ended; after a crash it stays so
        Shown,      ///< loaded, and the kiosk lived on with it
        Unreadable, ///< damaged, wholly or in part
    };
    How how = How::Shown;
    std::uint64_t county = 0, township = 0; ///< numbers of the editions; 0 where there is none or it could not be read
    std::uint64_t tries = 0; ///< Loading: how often the program has begun to load them since the machine was started
    std::string boot;        ///< that start (boot_id())
    bool operator==(const LibraryWord&) const = default;
};

constexpr std::string_view library_word_file = "library.json"; ///< a change of it wakes the daemon

/// Whether something must be done: content is unreadable, or the program died over it three times since the machine was started. It will not
/// get over it then.
bool is_failing(const LibraryWord& word);

/// Errors: Storage, NoSpace.
Result<void> write_library_word(const Path& folder, const LibraryWord& word);
/// Errors: NotFound, Storage, Corrupt.
Result<LibraryWord> read_library_word(const Path& folder);

} // namespace lianxin
