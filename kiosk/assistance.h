// Staff at the kiosk: who helps, how, and what the resident has confirmed. Part of the session.
#pragma once

#include "records/base/clock.h"

#include <optional>
#include <string>

namespace lianxin {

enum class Assistance {
    None,
    FillIn, ///< fills in beside the resident
    Oral,   ///< writes down what the resident says
    Paper,  ///< enters a paper form that was taken while the kiosk was down
};

struct StaffMember {
    std::string id, name;
    bool technician = false;
};

enum class PinResult { Right, Wrong, Wait };

struct PinAnswer {
    PinResult result = PinResult::Wrong;
    std::optional<StaffMember> member; ///< Right
    Milliseconds wait_until{0};        ///< monotonic; Wait
};

struct AssistanceState {
    std::optional<StaffMember> member; ///< logged in
    Assistance kind = Assistance::None;
    std::string paper_number;          ///< Paper
    std::size_t page = 0;              ///< of the readback
    std::optional<PinAnswer> refused;  ///< the last PIN was not right
    bool checking = false;
};

/// What is handed in with a request that staff helped with.
struct AssistanceNote {
    Assistance kind = Assistance::None;
    std::string staff, name;
    std::string paper_number;
    bool confirmed = false; ///< by the resident, page by page
};

} // namespace lianxin
