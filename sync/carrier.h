// The real carriage: opens stores, keys and link, runs rounds, and leaves a trace of each.
#pragma once

#include "sync/curl_transport.h"
#include "sync/daemon.h"
#include "sync/health.h"
#include "sync/settings.h"

namespace lianxin {

class Carrier final : public Carriage {
  public:
    /// All of them outlive the carrier. `stop_asked` is asked while an exchange is under way.
    Carrier(const Settings& settings, const Clock& clock, std::function<bool()> stop_asked);
    ~Carrier() override;

    Result<void> open() override;
    Outcome carry() override;
    /// Of the last round.
    const RoundReport& report() const { return report_; }

  private:
    struct Opened;
    Result<CountyKeys> newest_county_keys() const;
    std::uint64_t installed() const;
    Result<void> install(const Path& file) const;
    TimePoint trusted_now() const;
    CurlSettings curl_settings() const;
    void leave_trace();

    const Settings& settings_;
    const Clock& clock_;
    std::function<bool()> stop_asked_;
    std::unique_ptr<Opened> opened_;
    Pace pace_; ///< what is known of the link outlives a failed round
    RoundReport report_;
};

} // namespace lianxin
