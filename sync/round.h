// One round: requests first, then answers, attachments, a newer edition, and how we are.
#pragma once

#include "records/base/trusted_clock.h"
#include "records/wire/health_report.h"
#include "sync/budget.h"
#include "sync/edition_fetch.h"
#include "sync/sending.h"

namespace lianxin {

/// What a round came to. Everything but `problem` holds also after a failed round.
struct RoundReport : ChainReport {
    std::optional<CountyTime> heard; ///< the county's time of a short exchange, with our monotonic clock beside it; its boot is left empty
    std::optional<Error> problem; ///< the first thing that failed
    bool portal = false;          ///< somebody in between wants a login before anything reaches the county
    ChainReport attachments;
    bool held = false; ///< attachments or content wait for another day or hour
    /// All of that chain was gone through, what was refused too: neither budget, hour, county nor divergence was in the way.
    bool requests_gone_through = false, attachments_gone_through = false;

    /// Nothing waits that may go now.
    bool carried_all() const { return !problem && waiting() == 0 && (held || attachments.waiting() == 0); }
};

class Round {
  public:
    /// All references outlive the round.
    Round(const SendingSettings& settings, const Chain& chain, const CountyKeys& county, CountyLink& link, EditionFetch& editions, Pace& pace,
          const Clock& clock)
        : chain_(chain), county_(county), link_(link), editions_(editions), clock_(clock), settings_(settings), pace_(pace),
          sending_(settings, chain, county, link, pace, clock) {
        sending_.go_on_while([this] {
            charge(Goods::Requests);
            return may_go(Goods::Requests);
        });
    }

    /// A second chain, carried after requests and answers; a request that is handed in meanwhile goes before its next batch.
    void carry_attachments(const Chain& attachments);
    /// Each class of goods goes while its budget lasts, and may go over it by what was under way.
    void keep_to(Budget& budget) { budget_ = &budget; }
    /// Neither attachments nor content go.
    void keep_quiet() { quiet_ = true; }

    /// At its end the county is told how the kiosk is, with what the round came to so far; without this nothing is told.
    void tell_at_end(std::function<HealthReport(const RoundReport& so_far)> how_it_is) { how_it_is_ = std::move(how_it_is); }

    /// A step that fails by itself does not keep the others from being tried; a dead link ends the round.
    RoundReport run();

  private:
    Result<void> deliver();
    Result<void> fetch_changes();
    /// After the county's log was restored.
    Result<void> make_good();
    Result<void> deliver_attachments();
    Result<void> fetch_edition();
    Result<bool> fetch_page();
    Result<void> tell_health();
    /// Charges what was carried since the last time.
    void charge(Goods goods);
    bool may_go(Goods goods);
    bool more_was_handed_in() const;
    void note_problem(Error problem);
    RoundReport report() const;

    const Chain& chain_;
    const CountyKeys& county_;
    CountyLink& link_;
    EditionFetch& editions_;
    const Clock& clock_;
    const SendingSettings& settings_;
    Pace& pace_;
    Sending sending_;
    std::optional<Sending> attachments_;
    const Chain* attachment_chain_ = nullptr;
    Budget* budget_ = nullptr;
    std::uint64_t charged_ = 0; ///< of what the link carried
    bool quiet_ = false;
    bool held_ = false;
    std::optional<Error> problem_;
    std::optional<CountyTime> heard_; ///< of changes
    std::function<HealthReport(const RoundReport&)> how_it_is_;
    bool requests_gone_through_ = false, attachments_gone_through_ = false;
    std::uint64_t told_recovery_ = 0;      ///< number of the recovery note that the county spoke of
};

} // namespace lianxin
