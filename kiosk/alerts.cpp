// Choosing among warnings.
#include "kiosk/alerts.h"

#include <algorithm>

namespace lianxin {

TimePoint time_for_alerts(const HallState& hall, const Catalogue& catalogue, TimePoint now) {
    if (hall.clock_trusted) return now;
    return std::max({now, catalogue.edition.made, hall.last_contact.value_or(TimePoint{})});
}

std::vector<const Alert*> current_alerts(const HallState& hall, const Catalogue& catalogue, TimePoint now) {
    std::vector<const Alert*> current;
    for (const Alert& alert : hall.alerts)
        if (is_current(alert, time_for_alerts(hall, catalogue, now))) current.push_back(&alert);
    return current;
}

const Alert* alert_due(const Session& session, const HallState& hall, const Catalogue& catalogue, TimePoint now) {
    const bool is_idle = session.screen == Screen::Idle;
    for (const Alert* alert : current_alerts(hall, catalogue, now)) {
        const bool seen = std::find(session.alert.seen.begin(), session.alert.seen.end(), alert->key()) != session.alert.seen.end();
        const bool fills_idle = alert->status == AlertStatus::Actual && alert->severity != AlertSeverity::Minor;
        if (!seen && (interrupts(*alert) || (is_idle && fills_idle))) return alert;
    }
    return nullptr;
}

const Alert* alert_of(const HallState& hall, std::string_view key) {
    const auto found = std::find_if(hall.alerts.begin(), hall.alerts.end(), [&](const Alert& alert) { return alert.key() == key; });
    return found == hall.alerts.end() ? nullptr : &*found;
}

} // namespace lianxin
