// How good the link is, from the exchanges that were made over it. Pure.
#pragma once

#include "records/base/clock.h"

#include <cstddef>
#include <cstdint>

namespace lianxin {

class LinkQuality {
  public:
    /// An exchange that was answered, with so many bytes of content both ways.
    void answered(std::size_t bytes, Milliseconds took);
    void failed() { ++failures_; }
    /// Begins to count failures anew, once they have been told.
    void told() { failures_ = 0; }

    Milliseconds round_trip() const { return round_trip_; } ///< of a small exchange, smoothed; 0 while unknown
    std::uint64_t rate() const { return static_cast<std::uint64_t>(rate_); } ///< bytes a second of large exchanges, smoothed; 0 while unknown
    std::uint64_t exchanges() const { return exchanges_; }
    std::uint64_t failures() const { return failures_; } ///< since they were told last

  private:
    Milliseconds round_trip_{0};
    double rate_ = 0;
    std::uint64_t exchanges_ = 0, failures_ = 0;
};

} // namespace lianxin
