// The time a kiosk goes by without NTP and without a battery clock it could trust: what the county signed, carried on by the
// monotonic clock; the machine's own clock counts only as far as it is plausible.
#pragma once

#include "records/base/clock.h"

#include <mutex>
#include <optional>
#include <string>

namespace lianxin {

/// The county's word, heard as it was spoken: which moment of our monotonic clock was which of the county's.
struct CountyTime {
    TimePoint county;       ///< as signed
    Milliseconds monotonic{0}; ///< when the answer had come
    Milliseconds width{0};  ///< how long the exchange took: the county spoke within it
    std::string boot;       ///< the boot that the monotonic clock belongs to
    bool operator==(const CountyTime&) const = default;
};

/// What outlives a restart.
struct KeptTime {
    TimePoint floor;                    ///< has certainly passed
    std::optional<CountyTime> heard;    ///< the last that was heard
    bool operator==(const KeptTime&) const = default;
};

enum class TimeSource {
    Floor,   ///< nothing is known but what has certainly passed: the time is not set
    Machine, ///< the machine's own clock, which is plausible and no more
    County,  ///< the county's, heard since this boot
};

/// May be read by several threads while one learns.
class TrustedClock final : public Clock {
  public:
    /// Beyond its floor by more than this the machine's clock is not believed: it was more likely set wrong than left alone.
    static constexpr std::chrono::days longest_silence{400};
    /// No signed moment is believed that lies further than this beyond the making of this program.
    static constexpr std::chrono::days farthest{20 * 365};

    /// `machine` outlives this clock. `boot` names the boot of the machine (boot_id()).
    explicit TrustedClock(const Clock& machine, std::string boot);

    /// The best that is known; never before earliest(). It follows the monotonic clock: once begun, it jumps only when something
    /// better is learned, whatever happens to the machine's clock meanwhile.
    TimePoint wall() const override;
    Milliseconds monotonic() const override { return machine_.monotonic(); }

    /// Has certainly passed, whatever the machine's clock says. What is dropped or counts as over for good is judged by this.
    TimePoint earliest() const;
    /// Has certainly not come yet; known only once the county was heard in this boot: the machine's clock, however plausible, may have gone on
    /// from where it was switched off.
    std::optional<TimePoint> latest() const;
    TimeSource source() const;

    /// Something signed says that this moment has passed: an edition was made, the county answered, its roots signed.
    void learn(TimePoint passed);
    /// The county spoke. Believed from another boot as a moment that has passed, and from this one as the time.
    void learn(const CountyTime& heard);
    void learn(const KeptTime& kept);
    /// To be written down now and then, and given back after a restart.
    KeptTime kept() const;

    /// By what moment to judge a certificate after `failures` certificates were not accepted: the best that is known, then the
    /// machine's clock, then a year on after each further failure. The floor is never undercut, and the authority is the county's own.
    TimePoint certificate_time(unsigned failures) const;

  private:
    TimePoint earliest_locked(Milliseconds now) const { return floor_ + (now - floor_at_); }
    bool is_plausible(TimePoint wall, Milliseconds now) const;
    std::optional<TimePoint> county_now(Milliseconds now) const;
    std::optional<TimePoint> machine_now(Milliseconds now) const;
    void raise(TimePoint passed, Milliseconds at);

    const Clock& machine_;
    const std::string boot_;
    mutable std::mutex mutex_;
    TimePoint floor_;
    Milliseconds floor_at_; ///< monotonic
    std::optional<CountyTime> heard_;
    mutable TimePoint begun_;        ///< what the machine's clock said
    mutable Milliseconds begun_at_;  ///< at this moment of the monotonic clock
};

/// Names this boot of the machine; empty where the kernel does not tell.
std::string boot_id();

/// The day this program was configured to be built; a moment that has passed wherever it runs.
TimePoint build_date();

} // namespace lianxin
