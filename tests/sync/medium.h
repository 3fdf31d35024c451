// Real file systems to plug in: a FAT32 or exFAT image, or memory, which can be filled to the last byte or made read-only.
#pragma once

#include "records/base/file.h"

namespace lianxin::test {

/// Mounted in a name space of this test program's own. To be made before any thread; gone when it leaves scope.
class Medium {
  public:
    enum class Kind { Memory, Fat32, Exfat };
    /// Of `mebibytes`. The kernel mounts it, or where it cannot, exFAT a driver of its own and FAT32 nobody: then memory takes its place, from
    /// which mtools copy everything into the image and back whenever it is pulled. Where not even exFAT can be mounted, `kind` says Memory.
    Medium(Kind kind, unsigned mebibytes);
    ~Medium();
    Medium(const Medium&) = delete;
    Medium& operator=(const Medium&) = delete;

    Kind kind() const { return kind_; }
    Path folder() const { return folder_ / "mounted"; }
    /// The image file; of memory there is none.
    Path image() const { return folder_ / "image"; }
    /// Takes what is free but so many bytes.
    void fill(std::uint64_t but = 0) const;
    /// Gives back what `fill` took.
    void empty() const;
    void make_read_only() const;
    /// Pulls it out, everything written being on it; then the image can be looked at with other tools, and plugged in again.
    void unmount();
    void mount();

  private:
    void format() const;
    bool mount_image();
    bool uses_mtools() const { return kind_ == Kind::Fat32 && !kernel_mounts_; }
    void mount_memory() const;
    Path filler() const { return folder() / "holiday.mp4"; }
    Path folder_;
    Kind kind_;
    unsigned mebibytes_;
    std::string loop_;
    bool mounted_ = false, kernel_mounts_ = false;
};

} // namespace lianxin::test
