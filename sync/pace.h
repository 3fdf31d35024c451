// How much to put into one batch and how many to have under way, from what the link carried before. Pure.
#pragma once

#include "records/base/clock.h"

#include <cstddef>

namespace lianxin {

class Pace {
  public:
    /// `largest`: bytes of a batch; `most`: batches under way at the same time (≥ 1).
    Pace(std::size_t largest, std::size_t most);

    /// Bytes of the next batch: as much as the link carries in a few seconds, at most twice the last one. The first is small, so that the link is known soon.
    std::size_t batch_bytes() const { return bytes_; }
    /// One after a failure, until a batch came through; two while it is thin.
    std::size_t side_by_side() const;

    /// A batch of so many bytes was answered, and since it was begun, or since the answer before, so much time went by. One smaller than the
    /// smallest that is filled by choice tells nothing of the rate: it took a round trip.
    void carried(std::size_t bytes, Milliseconds took);
    /// The link failed: small ones first.
    void failed();

  private:
    std::size_t largest_, most_;
    std::size_t bytes_;
    double rate_ = 0; ///< bytes a second, smoothed; 0 while unknown
    bool failed_ = false;
};

} // namespace lianxin
