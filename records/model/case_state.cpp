// The names of the states and the table of lawful steps.
#include "records/model/case_state.h"

#include <algorithm>
#include <array>
#include <vector>

namespace lianxin {
namespace {

using enum CaseState;

struct Row {
    CaseState state;
    std::string_view name;
    std::vector<CaseState> next;
};

// 受理 → 派单 → 办理 → 答复 → 办结, with the side roads; a plain question may be answered without being dispatched,
// and an answer may be supplemented by another.
const std::vector<Row>& table() {
    static const std::vector<Row> rows = {
        {Waiting, "waiting", {Accepted, Refused, Withdrawn, Merged}},
        {Accepted, "accepted", {Dispatched, InProgress, Extended, Answered, Explained, Withdrawn, Merged}},
        {Refused, "refused", {Reopened, Reviewing, Archived}},
        {Dispatched, "dispatched", {Returned, InProgress, Extended, Answered, Explained, Withdrawn, Merged}},
        {Returned, "returned", {Dispatched, Explained, Withdrawn, Merged}},
        {InProgress, "in_progress", {Returned, Extended, Answered, Explained, Withdrawn, Merged}},
        {Extended, "extended", {InProgress, Answered, Explained, Withdrawn, Merged}},
        {Answered, "answered", {Answered, Completed, Explained, Reopened, Reviewing}},
        {Completed, "completed", {Reopened, Reviewing, Archived}},
        {Explained, "explained", {Reopened, Reviewing, Archived}},
        {Withdrawn, "withdrawn", {Archived}},
        {Merged, "merged", {Archived}},
        {Reopened, "reopened", {Dispatched, InProgress, Answered, Explained, Withdrawn, Merged}},
        {Reviewing, "reviewing", {Reopened, Completed, Rechecking, Archived}},
        {Rechecking, "rechecking", {Reopened, Completed, Archived}},
        {Archived, "archived", {}},
    };
    return rows;
}

const Row& row_of(CaseState state) {
    return *std::find_if(table().begin(), table().end(), [&](const Row& row) { return row.state == state; });
}

} // namespace

std::string_view name_of(CaseState state) {
    return row_of(state).name;
}

Result<CaseState> case_state(std::string_view name) {
    for (const auto& row : table())
        if (row.name == name) return row.state;
    return Error{ErrorCode::Invalid, "no state of a case is called \"" + std::string(name.substr(0, 40)) + "\"", {}};
}

bool may_follow(CaseState before, CaseState after) {
    const auto& next = row_of(before).next;
    return std::find(next.begin(), next.end(), after) != next.end();
}

bool is_closed(CaseState state) {
    constexpr std::array closed{Refused, Completed, Explained, Withdrawn, Merged, Archived};
    return std::find(closed.begin(), closed.end(), state) != closed.end();
}

} // namespace lianxin
