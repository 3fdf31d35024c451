// The questions of a form: which are asked, how they are typed, and what a typed text means as an answer. Pure.
#pragma once

#include "kiosk/input/composer.h"
#include "kiosk/view.h"
#include "records/model/field_check.h"

namespace lianxin {

/// Whether the answer is typed (a composer and a pad are shown) rather than chosen.
bool is_typed(const Field& field);
Pad pad_of(const Field& field);
/// Characters the composer takes for it.
std::size_t longest_of(const Field& field);

/// The answer meant by what was typed: blanks trimmed, full width folded in numbers, "20260301" read as a date.
std::string typed_answer(const Field& field, std::string_view text);

/// What is wrong already while typing, before the answer is finished: a wrong digit, not a missing one.
std::optional<FieldProblem> problem_while_typing(const Field& field, std::string_view text, Day today);

/// Whether the answer is nobody else's business: who somebody is and how to reach them, and whatever is typed into a report.
bool is_personal(const Service& service, const Field& field);

/// Whether the question may be answered by speaking.
bool takes_memo(const Field& field);

/// Whether a memo may be recorded for it now: a paper form is entered when nobody is there to speak.
bool may_record(const Field& field, const Session& session, const HallState& hall, const DeviceState& devices);
/// The same, or it has one that can be heard and dropped.
bool offers_memo(const Field& field, const Session& session, const HallState& hall, const DeviceState& devices);

/// What is wrong with what was given to the question: a memo may stand in place of text, or beside a few words of it.
std::optional<FieldProblem> problem_of(const Field& field, const Answers& answers, const Memos& memos, Day today);

/// The first question whose answer is not acceptable, or nullptr.
const Field* first_problem(const Service& service, const Answers& answers, const Memos& memos, Day today);

/// Answers of fields that are (still) asked.
Answers asked_answers(const Service& service, const Answers& answers);
/// Memos of fields that are (still) asked.
Memos asked_memos(const Service& service, const Answers& answers, const Memos& memos);

} // namespace lianxin
