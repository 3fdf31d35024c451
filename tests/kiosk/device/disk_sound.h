// Sound that goes into a file instead of into the air (SDL's disk audio driver), and what can be told about it.
#pragma once

#include "records/base/file.h"

#include <cstdint>
#include <vector>

namespace lianxin {

/// While it lives, everything sounded by this process goes into one file of raw 16-bit samples.
class DiskSound {
  public:
    DiskSound();
    ~DiskSound();
    DiskSound(const DiskSound&) = delete;
    DiskSound& operator=(const DiskSound&) = delete;

    std::vector<std::int16_t> samples() const;
    /// The loudest of the samples from `first` on.
    int peak(std::size_t first = 0) const;
    std::size_t size() const { return samples().size(); }

  private:
    Path file_;
};

} // namespace lianxin
