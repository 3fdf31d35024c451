// What lies on a stick, as far as it concerns this kiosk. Nothing is believed that the county did not sign, and nothing is changed.
#pragma once

#include "records/pack/county_keys.h"
#include "records/wire/stick_status.h"

namespace lianxin {

/// Who looks.
struct StickBeholder {
    std::string kiosk, township;
    SignedKeys trusted; ///< the newest keys known
    Path library;
    TimePoint earliest; ///< has certainly passed
    std::optional<TimePoint> latest = {}; ///< has certainly not come yet, where that is known
};

struct StickSight {
    std::optional<StickEdition> edition;
    Path edition_file; ///< of that edition
    Path answers;      ///< the file of the county for this kiosk; empty when there is none
    std::vector<StickRefusal> refusals;
    std::uint64_t for_others = 0; ///< editions of other townships and kiosks
    bool too_many = false;
};

/// Looks into the stick's folder `lianxin` and into its root, and no deeper; answers are taken from the folder alone. Of several editions for
/// this kiosk that are newer than what is installed it takes the newest, the county's before a township's; those for others are counted, every
/// other `*.lxe` is named with its reason. Links, devices and folders of such names are never opened. Bounded: so many entries of each folder
/// are looked at, so many files opened, those with our names first. Errors: Storage (the stick cannot be read).
Result<StickSight> look_at_stick(const Path& stick, const StickBeholder& beholder);

constexpr std::size_t most_stick_entries = 2000, most_stick_editions = 32;

/// A name as it may be shown: printable, at most 40 characters.
std::string shown_name(std::string_view name);

} // namespace lianxin
