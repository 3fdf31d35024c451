// The life of a case: names, lawful steps, closed states.
#include "records/model/case_state.h"

#include <catch2/catch_test_macros.hpp>

#include <set>
#include <vector>

using namespace lianxin;

namespace {

constexpr int count = 16;
CaseState state(int i) {
    return static_cast<CaseState>(i);
}

} // namespace

TEST_CASE("each state of a case has one name, and the name leads back", "[model][case]") {
    std::set<std::string_view> names;
    for (int i = 0; i < count; ++i) {
        names.insert(name_of(state(i)));
        CHECK(case_state(name_of(state(i))).value() == state(i));
    }
    CHECK(names.size() == count);
    CHECK_FALSE(case_state("sleeping"));
}

TEST_CASE("a case goes the lawful way and no other", "[model][case.steps]") {
    using enum CaseState;
    for (const auto& way :
         {std::vector{Waiting, Accepted, Dispatched, InProgress, Extended, InProgress, Answered, Completed, Archived},
          std::vector{Waiting, Accepted, Answered, Answered, Completed, Reopened, InProgress, Answered},
          std::vector{Dispatched, Returned, Dispatched}, std::vector{Answered, Reviewing, Rechecking, Archived},
          std::vector{Waiting, Refused, Reviewing}})
        for (std::size_t i = 1; i < way.size(); ++i) CHECK(may_follow(way[i - 1], way[i]));
    for (const auto& [before, after] :
         {std::pair{Waiting, Completed}, std::pair{Waiting, Answered}, std::pair{Archived, Reopened},
          std::pair{Completed, InProgress}, std::pair{Withdrawn, Accepted}, std::pair{Merged, Answered},
          std::pair{Accepted, Waiting}, std::pair{Answered, Withdrawn}})
        CHECK_FALSE(may_follow(before, after));
}

TEST_CASE("every state can be reached from the first, and every one but the archive can be left",
          "[model][case.steps]") {
    std::set<CaseState> reached{CaseState::Waiting};
    for (std::size_t before = 0; before != reached.size();) {
        before = reached.size();
        for (int i = 0; i < count; ++i)
            for (int j = 0; j < count; ++j)
                if (reached.count(state(i)) != 0 && may_follow(state(i), state(j))) reached.insert(state(j));
    }
    CHECK(reached.size() == count);
    for (int i = 0; i < count; ++i) {
        bool leaves = false;
        for (int j = 0; j < count; ++j) leaves = leaves || may_follow(state(i), state(j));
        CHECK(leaves == (state(i) != CaseState::Archived));
    }
}

TEST_CASE("closed states are those in which nobody works on the case", "[model][case]") {
    std::string closed;
    for (int i = 0; i < count; ++i)
        if (is_closed(state(i))) closed += std::string(name_of(state(i))) + " ";
    CHECK(closed == "refused completed explained withdrawn merged archived ");
}
