// The first day of a county: its keys, its certificates, its empty book. And the enrolment of its kiosks.
#pragma once

#include "county/settings.h"

namespace lianxin {

/// Makes everything in the folders `keys` and `state`; nothing that is there is overwritten. Errors: Conflict (there is
/// something already), Invalid, Storage, NoSpace.
Result<void> found_county(const Settings& settings);

struct NewKiosk {
    std::string kiosk;
    std::string township; ///< 12-digit code
    std::string url;      ///< the county's own when empty
    Path bundle;          ///< the folder to make, carried to the kiosk by hand
};
/// Makes the kiosk's folder (its key, the county's keys, where the county is) and enters the kiosk in the book. Errors:
/// Conflict (the name or folder is taken), Invalid, those of the order.
Result<void> enrol_kiosk(const Settings& settings, NewKiosk kiosk);

} // namespace lianxin
