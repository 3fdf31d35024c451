// How good the link is, from the exchanges that were made over it. Pure.
#pragma once

#include "records/base/clock.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace lianxin {

/// Three measures, none of which a single exchange can turn over:
/// - the round trip of small exchanges, each new one counting an eighth, as TCP smooths it (RFC 6298);
/// - the rate: bytes of large exchanges over the time the line took for them, in which what was carried fades to a third with
///   each further minute of carrying, so that a large batch weighs more than a small one and an hour ago nothing;
/// - the share of exchanges that were answered, each new one counting a sixteenth.
class LinkQuality {
  public:
    /// An exchange that was answered, with so many bytes of content both ways. `took` is the time the line was busy with it: without
    /// the making of a connection, and without the time in which the exchange before it was under way.
    void answered(std::size_t bytes, Milliseconds took);
    void failed();
    /// Begins to count failures anew, once they have been told.
    void told() { failures_ = 0; }

    Milliseconds round_trip() const; ///< 0 while unknown
    std::uint64_t rate() const;      ///< bytes a second; 0 while unknown
    std::optional<unsigned> answered_percent() const; ///< nothing before the first exchange
    std::uint64_t exchanges() const { return exchanges_; }
    std::uint64_t failures() const { return failures_; } ///< since they were told last

  private:
    void count(bool was_answered);

    double round_trip_ = 0;             ///< milliseconds
    double carried_ = 0, seconds_ = 0;  ///< faded
    double answered_ = 1;               ///< share
    std::uint64_t tried_ = 0, exchanges_ = 0, failures_ = 0;
};

} // namespace lianxin
