// Disk space kept back for text requests: a preallocated file that is shortened when everything else is full.
#pragma once

#include "records/base/file.h"

namespace lianxin {

class Reserve {
  public:
    /// Takes as much of `size` bytes as the disk gives without going below a quarter of it in free space.
    /// Errors: Storage.
    static Result<Reserve> open(const Path& folder, std::uint64_t size);

    /// Shortens the reserve until `need` bytes are free. Errors: NoSpace, Storage.
    Result<void> make_room(std::uint64_t need);
    /// Takes back what was given up, as far as there is space again. Errors: Storage.
    Result<void> refill();

    std::uint64_t held() const { return held_; }
    /// With less than this beside the whole reserve only text is taken; with less than this in all, nothing is.
    std::uint64_t margin() const { return margin_of(size_); }
    static std::uint64_t margin_of(std::uint64_t size);

  private:
    Reserve(Path folder, File file, std::uint64_t size, std::uint64_t held);
    Path folder_;
    File file_;
    std::uint64_t size_;
    std::uint64_t held_;
};

} // namespace lianxin
