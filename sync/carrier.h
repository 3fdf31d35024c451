// The real carriage: opens stores, keys and link, runs rounds, and leaves a trace of each.
#pragma once

#include "sync/curl_transport.h"
#include "sync/daemon.h"
#include "sync/health.h"
#include "sync/lookup.h"
#include "sync/settings.h"
#include "sync/stick_carriage.h"

namespace lianxin {

class Carrier final : public Carriage, private StickHands {
  public:
    /// All of them outlive the carrier. `machine` is what the machine believes the time to be. `give_way` is
    /// asked while an exchange is under way, `stop_asked` while a stick is worked on.
    Carrier(const Settings& settings, const Clock& machine, std::function<bool()> stop_asked, std::function<bool()> give_way);
    ~Carrier() override;

    Result<void> open() override;
    Outcome carry() override;
    Result<void> help() override;
    void heed_kiosk() override;
    /// The road by stick: writes what waits onto the stick, and takes in what lies on it for this kiosk. Only after open(). Errors: those of
    /// StickCarriage; NotFound (nothing for this kiosk), those of the county's keys.
    Result<CarriedOut> carry_out(const Path& stick, StickCarriage::Progress progress = {}) override;
    Result<CarriedIn> carry_in_from(const Path& stick, StickCarriage::Progress progress = {});
    /// Of the last round.
    const RoundReport& report() const { return report_; }

  private:
    struct Opened;
    Result<CountyKeys> newest_county_keys() const;
    RoundReport carry_round(const CountyKeys& county);
    std::optional<EditionInfo> installed_edition() const;
    TimePoint certificate_time() const;
    void learn_time();
    void keep_time();
    void note_certificate();
    ChainState state_of_requests() const;
    ChainState state_of_attachments() const;
    /// How the kiosk is now, after that round or in it.
    Health health(const RoundReport& round) const;
    void drop_old_updates();
    Result<void> install(const Path& file, CopyProgress progress) override;
    Result<StickSight> look(const Path& stick) override;
    WaitingGoods waiting() override;
    Result<CarriedIn> carry_in(const Path& file, StickCarriage::Progress progress) override;
    Result<SignedKeys> newest_signed_keys() const;
    CurlSettings curl_settings() const;
    struct Attachments;
    Result<Attachments> open_attachments() const;
    Again again(Goods goods) const;
    std::vector<Chain> chains(Attachments& attachments) const;
    StickCarriage stick_carriage(const CountyKeys& county, Attachments& attachments, StickCarriage::Progress progress) const;
    Health write_status() const;
    void leave_trace();

    const Settings& settings_;
    const Clock& machine_;
    TrustedClock trusted_;
    LinkQuality quality_;
    Lookup lookup_;
    unsigned certificate_failures_ = 0;       ///< in a row
    std::optional<Milliseconds> time_kept_;   ///< monotonic; when it was written down last
    std::function<bool()> stop_asked_, give_way_;
    std::unique_ptr<Opened> opened_;
    Budget budget_;
    Pace pace_; ///< what is known of the link outlives a failed round
    RoundReport report_;
    std::uint64_t helped_ = 0; ///< number of the wish fulfilled last
};

} // namespace lianxin
