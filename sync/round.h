// One round: send what waits, fetch what is new, fetch a newer edition, tell how we are.
#pragma once

#include "records/pack/county_keys.h"
#include "records/store/inbox.h"
#include "records/store/outbox.h"
#include "sync/county_link.h"
#include "sync/edition_fetch.h"

namespace lianxin {

struct RoundSettings {
    Path outbox; ///< folder of the kiosk's outbox
    std::size_t batch_bytes = 0;
    std::size_t batch_records = 0;
    int compression_level = 1;
};

/// What a round came to. Everything but `problem` holds also after a failed round.
struct RoundReport {
    std::uint32_t epoch = 0;        ///< 0 while there is no outbox
    std::uint64_t handed_in = 0;    ///< last sequence of that epoch
    std::uint64_t delivered = 0;
    bool diverged = false;          ///< the kiosk must open a new epoch before anything more can be delivered
    std::optional<std::chrono::seconds> wait; ///< the county asked for it
    std::optional<TimePoint> county_time;     ///< the latest it signed in this round
    std::optional<Error> problem;             ///< the first thing that failed

    std::uint64_t waiting() const { return handed_in - delivered; }
};

class Round {
  public:
    /// All references outlive the round.
    Round(const RoundSettings& settings, const std::string& kiosk, const CountyKeys& county, CountyLink& link, Inbox& inbox, const InboxReader& kept,
          EditionFetch& editions, const Clock& clock)
        : settings_(settings), kiosk_(kiosk), county_(county), link_(link), inbox_(inbox), kept_(kept), editions_(editions), clock_(clock) {}

    /// A step that fails by itself does not keep the others from being tried; a dead link ends the round.
    RoundReport run();

  private:
    Result<void> deliver();
    Result<void> deliver_from(const OutboxReader& outbox);
    /// One batch and its answer. The sequence after which the next batch begins.
    Result<std::uint64_t> send_batch(const OutboxReader& outbox, std::uint64_t after);
    Result<void> fetch_changes();
    /// After the county's log was restored: asks where its copy of our chain ends, and sends what it lost.
    Result<void> make_good();
    Result<void> fetch_edition();
    Result<void> tell_health();
    void heard(TimePoint county_time);
    void look_at(const OutboxReader& outbox);
    /// What the inbox knows, or the outbox when the inbox was lost: the kiosk drops bodies only of what was proved delivered.
    Delivery kept_delivery() const;

    const RoundSettings& settings_;
    const std::string& kiosk_;
    const CountyKeys& county_;
    CountyLink& link_;
    Inbox& inbox_;
    const InboxReader& kept_;
    EditionFetch& editions_;
    const Clock& clock_;
    RoundReport report_;
    std::uint64_t settled_ = 0;       ///< of the outbox, when the round began
    std::uint64_t told_recovery_ = 0; ///< number of the recovery note that the county spoke of
};

} // namespace lianxin
