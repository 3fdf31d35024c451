// The road between a kiosk and the county, with everything that happens on bad ones.
#pragma once

#include "tests/simulation/county.h"
#include "tests/sync/serial_transport.h"

namespace lianxin {

/// Thrown when the kiosk's power fails while an exchange is under way.
struct PowerFailure {};

enum class Mishap {
    None,
    NoLink,          ///< nothing arrives
    LostAnswer,      ///< the county did its part, its answer is lost
    CutAnswer,       ///< only the beginning of the answer arrives
    Duplicate,       ///< the request arrives twice
    LateDuplicate,   ///< the request arrives again, long after
    JunkPage,        ///< a captive portal answers 200 with a page of its own
    Redirect,        ///< a captive portal sends elsewhere
    OldAnswer,       ///< an answer to an earlier request comes instead
    ForgedAnswer,    ///< a stranger answers what the kiosk would like to hear
    CountyCrash,     ///< the county does its part and dies before it answers
    PowerFailure,    ///< the kiosk's power fails after the county did its part
};
constexpr std::uint32_t mishaps = 12;

class Road final : public SerialTransport {
  public:
    /// `odds`: how many of a hundred exchanges meet with a mishap.
    Road(SimulatedCounty& county, Random& chance, std::uint32_t odds);

    Result<ReceivedAnswer> exchange(const OutgoingRequest& request, std::size_t largest, const ContentSink& sink) override;
    /// From now on nothing goes wrong any more; what was under way arrives.
    void heal();

  private:
    Result<ReceivedAnswer> deliver(const HttpResponse& response, std::size_t length, const ContentSink& sink);
    HttpResponse forged(const HttpRequest& request) const;
    Mishap next();

    SimulatedCounty& county_;
    Random& chance_;
    std::uint32_t odds_;
    std::map<std::string, std::vector<HttpResponse>> answers_; ///< by path
    std::vector<HttpRequest> late_;
};

} // namespace lianxin
