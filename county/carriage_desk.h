// The county's end of the road by stick: carriage files of kiosks go through the doors of the network, and what these would have answered
// goes back onto the stick.
#pragma once

#include "county/routes.h"
#include "county/store.h"
#include "records/wire/carriage_file.h"

namespace lianxin {

/// What one file brought.
struct TakenIn {
    std::string kiosk;
    std::uint64_t taken = 0, known = 0, refused = 0, waiting = 0; ///< verdicts on its records
    std::uint64_t unreadable = 0;                                 ///< requests that the doors refused for what they hold
};

/// What one kiosk is given.
struct GivenOut {
    std::string kiosk;
    Path file;
    std::uint64_t answers = 0; ///< to batches
    std::uint64_t updates = 0;
    bool more = false;   ///< the next carriage brings the rest
    std::string problem; ///< why its file is not on the stick; empty when it is. What was there before is there still
};

/// An edition for kiosks of the route.
struct GivenEdition {
    std::string township; ///< that published it; empty for the county's
    std::uint64_t number = 0;
    Path file;
    std::string problem; ///< as above
};

/// What a stick was given.
struct Given {
    std::vector<GivenOut> kiosks;
    std::vector<GivenEdition> editions;
};

/// Which kiosks a stick passes by: ids and 12-digit codes of townships, or "all".
using Route = std::vector<std::string>;
/// "QX-01,411325101000". Errors: Invalid (empty).
Result<Route> parse_route(std::string_view text);

class CarriageDesk {
  public:
    struct Places {
        std::string county; ///< six digits
        Path carriage;      ///< folder of what waits for the next stick; made when missing
        Path editions;      ///< folder of published editions
    };
    /// Everything outlives the desk.
    CarriageDesk(const Routes& routes, Readers& readers, const SigningKey& answers, const Clock& clock, Places places)
        : routes_(routes), readers_(readers), answers_(answers), clock_(clock), places_(std::move(places)) {}

    /// Lets every request of the file in by the door it names, and keeps the answers for the way back: those to the file of a kiosk that came
    /// last, because whatever its answers do not speak of comes again. A file read again, or one that
    /// other roads have overtaken, changes nothing. Errors: those of CarriageReader; Invalid (not on its way to this county), Untrusted (the
    /// kiosk is unknown or revoked, or did not sign), those of the store; what was taken before stays.
    Result<TakenIn> take(const Path& file) const;

    /// Writes for every kiosk of the route what it is told, and beside it the county's newest edition and that of each township of the route.
    /// What cannot be written for one keeps nothing from the others. Errors: NotFound (no kiosk on the route), Storage (no folder can be
    /// made there), those of the store.
    Result<Given> give(const Path& folder, const Route& route) const;

    /// {"order": "carry_in", "files": […]} and {"order": "carry_out", "folder": …, "route": …}, and the outcome. A file that is refused
    /// does not keep the others from being taken; it is told with its reason.
    Result<Value> perform(const Value& order) const;

    /// Whether an order is for this desk.
    static bool concerns(const Value& order);

    /// Bytes of changes that one kiosk is given at a time.
    static constexpr std::uint64_t most_changes_bytes = 64ull << 20;

  private:
    class Taking;
    Result<GivenOut> give(const Path& folder, const EnrolledKiosk& kiosk) const;
    Result<void> add_changes(CarriageWriter& to, const EnrolledKiosk& kiosk, std::uint64_t after, GivenOut& told) const;
    Result<std::vector<EnrolledKiosk>> stops(const Route& route) const;
    Result<std::vector<PublishedEdition>> editions_for(const std::vector<EnrolledKiosk>& stops) const;
    Result<void> give(const Path& folder, const PublishedEdition& edition) const;
    Path kept_answers(std::string_view kiosk) const { return places_.carriage / (std::string(kiosk) + std::string(carriage_ending)); }
    Path kept_asked(std::string_view kiosk) const { return places_.carriage / (std::string(kiosk) + ".json"); }

    const Routes& routes_;
    Readers& readers_;
    const SigningKey& answers_;
    const Clock& clock_;
    Places places_;
};

} // namespace lianxin
