// A disk of a few megabytes that a test can fill.
#pragma once

#include "records/base/file.h"

namespace lianxin::test {

/// A file system in memory over a folder, seen by this test program and what it starts. Root mounts it in a name space
/// of its own; anybody else in one of a user name space. Gone when it leaves scope.
class SmallDisk {
  public:
    SmallDisk(const Path& folder, unsigned mebibytes);
    ~SmallDisk();
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    /// Takes every byte that is free.
    void fill() const;
    /// Gives back what `fill` took.
    void empty() const;

  private:
    Path filler() const { return folder_ / "filler"; }
    Path folder_;
};

} // namespace lianxin::test
