// Lists for people and programs: the cases with what residents wrote, and the kiosks with how they are.
#pragma once

#include "county/unsealer.h"
#include "county/store.h"

namespace lianxin {

/// Cases are made a moment after their records came in. Waits for those that came in already: whether there is a case of
/// each within `patience`. Errors: those of the store.
Result<bool> wait_for_cases(Store& store, Milliseconds patience);

/// What the resident handed in. Errors: Corrupt (its body is missing), those of unsealer and store.
Result<Request> open_case(Store& store, Unsealer& unsealer, const CaseFile& file);

/// An array of cases, newest first: case, record, kiosk, service, state, received, due, handed_in, fields (name to value),
/// assistance (kind, staff, name, confirmed, paper, paper_day; null when nobody helped), attachments (attachments.h).
/// Matter sealed to others has the service "sealed" and no fields. Errors: those of the store; Network when the keys cannot
/// be reached.
Result<Value> list_cases(Store& store, Unsealer& unsealer);

/// An array of kiosks: kiosk, township, enrolled, revoked, heard, reported, health, stale; what is not known is null. `stale` is an array
/// of words that say why somebody should look after it, empty when all is well: "silent" (not heard for three days), "old_content" (its
/// edition is older than a month, or it has none), "waiting" (a record waits for three days), "refused", "diverged", "clock" (its
/// machine's clock is off by a day), "never" (not heard yet). Revoked kiosks are not looked after.
Result<Value> list_kiosks(Store& store, TimePoint now);

/// One line for each case or kiosk, for reading on a terminal.
std::string lines_of_cases(const Value& cases);
/// Public matters that were announced: kind, id, version, made, audience (array), withdrawn (the reason, or null).
Result<Value> list_items(Store& store);
std::string lines_of_items(const Value& items);
std::string lines_of_kiosks(const Value& kiosks);

/// One line for each file or kiosk of a carriage (CarriageDesk::perform).
std::string lines_of_carried_in(const Value& outcome);
std::string lines_of_carried_out(const Value& outcome);

} // namespace lianxin
