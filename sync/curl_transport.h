// HTTPS by libcurl: TLS 1.3, the county's authority alone, certificates judged at the trusted time.
#pragma once

#include "sync/transport.h"

#include "records/base/clock.h"

#include <memory>

namespace lianxin {

struct CurlSettings {
    std::string url;                       ///< "https://county.example:8443"
    std::string authority_pem;             ///< one authority, or several while one takes over from another
    std::string proxy;                     ///< "http://proxy.example:3128"; empty for none
    std::function<TimePoint()> trusted_now; ///< asked at each new connection
    std::function<bool()> stop_asked;       ///< asked while waiting; ends the exchange
    std::string congestion = "bbr";         ///< control asked of the kernel, which may not have it; empty: its own choice
    std::chrono::seconds connect_limit{15};
    std::chrono::seconds stall_limit{60};   ///< slower than 100 bytes a second for so long is a dead link
    std::chrono::seconds exchange_limit{3600};
};

class CurlTransport final : public Transport {
  public:
    /// Errors: Unavailable (libcurl does not start).
    static Result<std::unique_ptr<CurlTransport>> create(CurlSettings settings);
    ~CurlTransport() override;

    /// Believes these authorities (PEM) from now on. Not while an exchange is under way.
    void believe(const std::string& authorities);

    /// Connections are kept for the exchanges that follow.
    Result<ReceivedAnswer> exchange(const OutgoingRequest& request, std::size_t largest, const ContentSink& sink) override;
    Result<Ticket> begin(const OutgoingRequest& request, std::size_t largest) override;
    void release(Ticket ticket) override;
    bool wait(Ticket ticket) override;
    std::size_t sending() const override;
    Result<WholeAnswer> finish(Ticket ticket) override;
    void drop(Ticket ticket) override;
    bool met_a_portal() const override;

  private:
    struct State;
    explicit CurlTransport(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace lianxin
