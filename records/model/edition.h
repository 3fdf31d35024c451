// What is known of a content edition without opening its items.
#pragma once

#include "records/base/date.h"
#include "records/base/value.h"

#include <string>
#include <vector>

namespace lianxin {

struct EditionInfo {
    std::uint64_t number = 0; ///< only rises
    std::string county;       ///< six digits
    std::string county_name;
    std::string title;
    std::string publisher;
    TimePoint made;
    TimePoint not_before;
    TimePoint expires;
};

Value to_value(const EditionInfo& info);
Result<EditionInfo> edition_info_from(const Value& value); ///< errors: Invalid, naming the key

} // namespace lianxin
