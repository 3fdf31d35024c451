// What the county tells the holder of a receipt: one step of the case, or its answer. Sealed to the receipt's two
// addresses.
#pragma once

#include "records/base/clock.h"
#include "records/base/date.h"
#include "records/base/id.h"
#include "records/base/value.h"
#include "records/model/case_state.h"

#include <optional>

namespace lianxin {

struct Update {
    Uuid record;              ///< the request it is about
    std::uint64_t number = 1; ///< 1, 2, … within the case; equal numbers are the same update
    std::string case_number;  ///< the county's number of the case
    CaseState state = CaseState::Accepted;
    TimePoint at;
    std::string office;         ///< who speaks
    std::string text;           ///< the reply, Markdown; may be empty for a mere step
    std::optional<Day> due;     ///< the day the running clock ends
    std::string clock_sentence; ///< "十个工作日内答复"
    std::string article;        ///< the article behind the clock
    std::string service_title;
    TimePoint handed_in;
};

/// A CBOR map with readable short names; see records/model/FORMAT.md.
Value to_value(const Update& update);
/// Unknown entries are ignored. Errors: Corrupt, Unsupported (version or state).
Result<Update> update_from(const Value& value);

} // namespace lianxin
