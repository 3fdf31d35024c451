// Choosing among warnings.
#include "kiosk/alerts.h"

#include <algorithm>

namespace lianxin {

Standing standing_of(const Alert& alert, const HallState& hall, TimePoint now) {
    if (now - hall.clock_lag >= alert.ends()) return Standing::Over;
    if (is_current(alert, now)) return Standing::Now;
    if (now >= alert.ends()) return Standing::Possibly;
    // Without any clock that could be believed it may be later than we know.
    return hall.clock_trusted ? Standing::Coming : Standing::Possibly;
}

std::vector<const Alert*> current_alerts(const HallState& hall, TimePoint now) {
    std::vector<const Alert*> current;
    for (const Alert& alert : hall.alerts)
        if (const Standing standing = standing_of(alert, hall, now); standing == Standing::Now || standing == Standing::Possibly) current.push_back(&alert);
    return current;
}

const Alert* alert_due(const Session& session, const HallState& hall, TimePoint now) {
    const bool is_idle = session.screen == Screen::Idle;
    for (const Alert* alert : current_alerts(hall, now)) {
        const bool seen = std::find(session.alert.seen.begin(), session.alert.seen.end(), alert->key()) != session.alert.seen.end();
        const bool fills_idle = alert->status == AlertStatus::Actual && alert->severity != AlertSeverity::Minor;
        if (!seen && is_current(*alert, now) && (interrupts(*alert) || (is_idle && fills_idle))) return alert;
    }
    return nullptr;
}

const Alert* alert_of(const HallState& hall, std::string_view key) {
    const auto found = std::find_if(hall.alerts.begin(), hall.alerts.end(), [&](const Alert& alert) { return alert.key() == key; });
    return found == hall.alerts.end() ? nullptr : &*found;
}

std::optional<Milliseconds> until_alerts_change(const HallState& hall, TimePoint now) {
    std::optional<Milliseconds> next;
    for (const Alert& alert : hall.alerts)
        for (const TimePoint moment : {alert.begins(), alert.ends(), alert.ends() + hall.clock_lag})
            if (moment > now) next = std::min(next.value_or(Milliseconds::max()), Milliseconds(moment - now));
    return next;
}

} // namespace lianxin
