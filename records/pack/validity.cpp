// First and last day of an edition.
#include "records/pack/validity.h"

#include "records/pack/refusal.h"

namespace lianxin {

Result<void> check_validity(const EditionInfo& edition, std::optional<TimePoint> earliest, std::optional<TimePoint> latest) {
    if (earliest && edition.expires <= *earliest)
        return refused(Refusal::Expired, ErrorCode::Invalid,
                       "the edition expired on " + iso_day(day_in_china(edition.expires)) +
                           "; ask the county for a newer one");
    // Later it may be put in as it is, so it is no fault of the file.
    if (latest && *latest < edition.not_before)
        return refused(Refusal::TooEarly, ErrorCode::Unavailable,
                       "the edition is valid from " + iso_day(day_in_china(edition.not_before)) + " on; put it in then");
    return {};
}

} // namespace lianxin
