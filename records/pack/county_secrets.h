// The county's secret keys on their first day: made together, written each to its own file, named in a signed
// keys.json.
#pragma once

#include "records/pack/county_keys.h"

namespace lianxin {

struct KeyPlan {
    std::string county; ///< six digits
    TimePoint made;
    std::size_t roots = 3;
    std::size_t threshold = 2;
};

/// Makes in `folder`: root-1.key … (signing), publisher.key, answers.key, log.key, intake.txt, recovery.txt,
/// discipline-first.txt, discipline-second.txt (age identities), keys.json and keys.json.sig signed by `threshold`
/// roots. Nothing that is there is overwritten. Errors: Conflict, Invalid (plan), Storage, NoSpace.
Result<CountyKeys> make_county_keys(const Path& folder, const KeyPlan& plan, Random& random);

} // namespace lianxin
