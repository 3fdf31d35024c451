// Staff at the kiosk: who helps, how, and what the resident has confirmed. Part of the session.
#pragma once

#include "records/base/clock.h"
#include "records/model/assistance.h"
#include "records/model/field_check.h"
#include "records/model/stick.h"

#include <optional>
#include <string>

namespace lianxin {

struct StaffMember {
    std::string id, name;
    bool technician = false;
};

enum class PinResult { Right, Wrong, Wait, Unavailable };

struct PinAnswer {
    PinResult result = PinResult::Wrong;
    std::optional<StaffMember> member; ///< Right
    Milliseconds wait_until{0};        ///< monotonic; Wait
};

constexpr std::size_t pin_length = 8;

/// What the staff screen shows.
enum class StaffStep {
    Pin,
    Menu,
    State,       ///< what the kiosk needs
    PaperNumber, ///< of the form that is entered
    PaperDay,
    Stick, ///< 更新内容 and 携带, for technicians
};

/// What the technician sees of the stick.
struct StickState {
    enum class Daemon { Asked, Answers, Silent } daemon = Daemon::Asked;
    StickStatus status;       ///< when it answers
    Milliseconds since{0};    ///< monotonic: when the work began
    bool is_working() const { return daemon != Daemon::Silent && status.phase == StickPhase::Working; }
};

/// How a form came about, as far as it outlives a crash of the program; who helped has to log in again.
struct AssistedForm {
    std::optional<Assistance> kind; ///< nothing: residents help themselves
    std::string paper_number;       ///< Paper, compact
    std::optional<Day> paper_day;   ///< Paper
    std::size_t page = 0;           ///< of the readback; as many as there are answers: the last, with the declaration
};

struct AssistanceState {
    StaffStep step = StaffStep::Pin;
    std::optional<StaffMember> member; ///< logged in
    AssistedForm form;
    std::optional<PinAnswer> refused;  ///< the last PIN was not right
    bool checking = false;             ///< a PIN or a paper number
    std::optional<FieldProblem> problem; ///< with the paper's number or day
    bool paper_known = false;          ///< that number was entered before
    StickState stick;

    /// Whether no PIN is looked at at this moment (monotonic), after too many wrong ones.
    bool must_wait(Milliseconds now) const { return refused && refused->result == PinResult::Wait && now < refused->wait_until; }
};

} // namespace lianxin
