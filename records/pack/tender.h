// Looks after the blobs of a library in small steps: what no edition names any more goes, and what the disk damaged
// goes too, so that it is fetched again.
#pragma once

#include "records/base/file.h"

namespace lianxin {

struct Tended {
    std::size_t removed = 0; ///< blobs that no kept edition names
    std::size_t damaged = 0; ///< blobs that were not what their name says; removed as well
};

class LibraryTender {
  public:
    explicit LibraryTender(Path library) : library_(std::move(library)) {}

    /// The next few of the 256 folders of blobs: some megabytes of a large edition. Blobs of the installed editions and
    /// of those before them stay. Does nothing while an edition is being installed, or when it is not sure what is
    /// named. Errors: Storage.
    Result<Tended> step();
    /// How many steps see all blobs once.
    static constexpr unsigned steps = 64;

  private:
    Path library_;
    unsigned next_ = 0;
};

} // namespace lianxin
