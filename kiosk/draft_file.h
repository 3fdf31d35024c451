// A draft in memory-backed storage: a crash of the program finds it again, a power cut forgets it.
#pragma once

#include "kiosk/event.h"
#include "records/base/file.h"

#include <optional>

namespace lianxin {

class DraftFile {
  public:
    /// `folder` should be memory-backed; where it is not, that is logged, because a draft must not reach a disk.
    explicit DraftFile(Path folder);

    Result<void> keep(const Draft& draft, TimePoint now);
    /// The draft, if `now` is no further than `longest` from when it was kept, either way: clocks are set back, too. Any other is removed.
    std::optional<Draft> find(TimePoint now, Milliseconds longest);
    /// Overwrites and removes it.
    void drop();

  private:
    Path path_;
};

} // namespace lianxin
