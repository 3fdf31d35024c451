// A public matter that the county keeps up to date between editions: an entry of the board, a survey, days off, a warning, who is on duty.
#pragma once

#include "records/base/clock.h"
#include "records/base/date.h"
#include "records/base/value.h"

#include <string>
#include <vector>

namespace lianxin {

/// Kinds that this program knows. A kiosk keeps items of other kinds too, for the program that comes after it.
namespace item_kind {
constexpr std::string_view board = "board";       ///< 大家问: a request without names, and its answer (board_entry.h)
constexpr std::string_view survey = "survey";     ///< 调研: questions, later what came of them (survey.h)
constexpr std::string_view holidays = "holidays"; ///< days off and make-up days as iCalendar (calendar.h)
constexpr std::string_view alert = "alert";       ///< a public warning in CAP 1.2 (alert.h)
constexpr std::string_view roster = "roster";     ///< who of the cadres is on duty, as CSV (roster.h)
} // namespace item_kind

struct PublicItem {
    std::string kind;        ///< a name
    std::string id;          ///< a name, of its own inside the kind
    std::uint64_t version = 1; ///< only rises; the highest is what holds
    TimePoint made;          ///< by the county's clock
    std::string content;     ///< as the clerk wrote it, in the language of its kind; empty when withdrawn
    std::string withdrawn;   ///< why it was taken back; empty while it stands

    bool is_withdrawn() const { return !withdrawn.empty(); }
    bool operator==(const PublicItem&) const = default;
};

constexpr std::size_t largest_item_content = 64 << 10; ///< bytes of content

/// A CBOR map; see records/model/FORMAT.md.
Value to_value(const PublicItem& item);
/// Unknown entries are ignored. Errors: Corrupt, Unsupported (version).
Result<PublicItem> public_item_from(const Value& value);

/// Whether kiosks will be able to show the content. Errors: Invalid with what is wrong, Unsupported (a kind that is not known).
Result<void> check_content(const PublicItem& item);

} // namespace lianxin
