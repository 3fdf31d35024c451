// One round: send what waits, fetch what is new, fetch a newer edition, tell how we are.
#pragma once

#include "sync/edition_fetch.h"
#include "sync/sending.h"

namespace lianxin {

/// What a round came to. Everything but `problem` holds also after a failed round.
struct RoundReport : ChainReport {
    std::optional<Error> problem; ///< the first thing that failed
};

class Round {
  public:
    /// All references outlive the round.
    Round(const SendingSettings& settings, const Chain& chain, const CountyKeys& county, CountyLink& link, EditionFetch& editions, Pace& pace,
          const Clock& clock)
        : chain_(chain), county_(county), link_(link), editions_(editions), clock_(clock), sending_(settings, chain, county, link, pace, clock) {}

    /// A step that fails by itself does not keep the others from being tried; a dead link ends the round.
    RoundReport run();

  private:
    Result<void> deliver() { return sending_.run(); }
    Result<void> fetch_changes();
    /// After the county's log was restored.
    Result<void> make_good();
    Result<void> fetch_edition() { return editions_.run(link_); }
    Result<void> tell_health();
    void note_problem(Error problem);
    RoundReport report() const;

    const Chain& chain_;
    const CountyKeys& county_;
    CountyLink& link_;
    EditionFetch& editions_;
    const Clock& clock_;
    Sending sending_;
    std::optional<Error> problem_;
    std::optional<TimePoint> county_time_; ///< of changes
    std::uint64_t told_recovery_ = 0;      ///< number of the recovery note that the county spoke of
};

} // namespace lianxin
