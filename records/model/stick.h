// A stick at the kiosk as daemon and screen talk about it: what is wished, what lies on it, how the work goes and what came of it.
#pragma once

#include "records/base/clock.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lianxin {

enum class StickDeed {
    Look,    ///< what lies on it?
    Carry,   ///< 携带: take in what the county sent, then take along what waits
    Install, ///< 更新内容: the edition that was found
};
std::string_view name_of(StickDeed deed);

/// Numbers only rise; a wish is fulfilled once.
struct StickWish {
    std::uint64_t number = 0;
    StickDeed deed = StickDeed::Look;
};

enum class StickPhase {
    Absent,  ///< no stick
    Found,   ///< it was looked at
    Working,
    Done,
    Failed,
};

/// An edition that would be installed.
struct StickEdition {
    std::uint64_t number = 0;
    std::string title, publisher;
    TimePoint made;
    std::uint64_t items = 0, changed = 0; ///< of how many items the content is not here yet
    std::uint64_t chosen_from = 1;        ///< editions for this kiosk on the stick
    bool township_waits = false;          ///< this is the county's, and one of the township is among them, to be put in after it
    bool operator==(const StickEdition&) const = default;
};

/// A file that is not taken, and why: a word of Refusal (pack/refusal.h), or "installed", "unreadable", "not_a_file".
struct StickRefusal {
    std::string name; ///< printable, shortened
    std::string reason;
    std::optional<TimePoint> valid_from = {}; ///< of one that comes too early
    bool operator==(const StickRefusal&) const = default;
};

struct StickStatus {
    std::uint64_t number = 0; ///< of the wish that this answers
    StickPhase phase = StickPhase::Absent;
    StickDeed deed = StickDeed::Look;
    // What was found.
    std::optional<StickEdition> edition;
    bool answers = false;                 ///< a file of the county for this kiosk
    std::uint64_t waiting = 0;            ///< requests that would go along
    std::uint64_t waiting_parts = 0;      ///< parts of attachments that would
    std::vector<StickRefusal> refusals;   ///< at most most_refusals
    std::uint64_t for_others = 0;         ///< editions of other townships and kiosks, as on every stick that has a route
    bool too_many = false;                ///< more entries than are looked at
    // Work.
    std::uint64_t done = 0, all = 0; ///< of the same unit
    // Outcome of carrying.
    std::uint64_t carried = 0, left = 0, delivered = 0, refused = 0, updates = 0; ///< requests, but the last
    std::uint64_t carried_parts = 0, left_parts = 0;                              ///< of attachments
    /// Failed: a word of an error code or of Refusal, or "pulled", "read_only". After a carriage that is Done: why nothing could be taken
    /// along although what was brought is in.
    std::string problem;
    std::string problem_in; ///< such a word, after carrying: why not all of what was brought is in; empty when it is
    bool operator==(const StickStatus&) const = default;

    static constexpr std::size_t most_refusals = 5;
};

} // namespace lianxin
