// A public warning as CAP 1.2 (OASIS, ITU-T X.1303) spells it, and which of several stand here and now.
#pragma once

#include "records/base/clock.h"
#include "records/base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lianxin {

enum class AlertStatus { Actual, Exercise, System, Test, Draft };
enum class AlertMessage { Alert, Update, Cancel, Ack, Error };
enum class AlertSeverity { Extreme, Severe, Moderate, Minor, Unknown };
enum class AlertUrgency { Immediate, Expected, Future, Past, Unknown };
std::string_view name_of(AlertSeverity severity); ///< "extreme" …

/// The message that an update or a cancel takes the place of.
struct AlertReference {
    std::string sender, identifier;
};

struct Alert {
    std::string identifier, sender;
    TimePoint sent;
    AlertStatus status = AlertStatus::Actual;
    AlertMessage message = AlertMessage::Alert;
    bool is_public = true; ///< scope
    std::vector<AlertReference> references;

    // Of the one info block that was chosen for a hall.
    std::string language, event, headline, description, instruction, issuer, contact;
    AlertSeverity severity = AlertSeverity::Unknown;
    AlertUrgency urgency = AlertUrgency::Unknown;
    std::optional<TimePoint> effective, expires;
    std::vector<std::string> areas;      ///< division codes of 6, 9 or 12 digits
    std::vector<std::string> area_names; ///< areaDesc

    std::string key() const { return sender + "," + identifier; }
    TimePoint begins() const { return effective.value_or(sent); }
    /// When it is over by itself: one day after it was sent if it does not say.
    TimePoint ends() const { return expires.value_or(sent + std::chrono::hours(24)); }
};

/// What the message says to a hall of `division` (empty: wherever it is). Read are the info blocks whose language begins as `language`
/// does, else those in the language of the first; of them that count whose areas concern the hall, of these the gravest, of equals the one
/// that ends last. Without a block only a Cancel is sound.
/// Errors: Invalid, naming the element: those of parse_xml, what CAP requires and is missing, words that CAP does not know, more than 200
/// of a kind. They are the same for every division.
Result<Alert> parse_alert(std::string_view xml, std::string_view division = {}, std::string_view language = "zh");

/// Whether one of its areas holds the division or lies in it; without any code it concerns everybody.
bool concerns(const Alert& alert, std::string_view division);

/// Those that may be shown in that division: public, Actual or Exercise, not taken back or replaced by a later Update or Cancel of the
/// same sender, each once; the gravest first, of equals the newest. Whether the time has come is not asked.
std::vector<Alert> standing_alerts(std::vector<Alert> all, std::string_view division);

bool is_current(const Alert& alert, TimePoint now);
/// Whether it may interrupt somebody: in earnest, Extreme or Severe, and urgent.
bool interrupts(const Alert& alert);

} // namespace lianxin
