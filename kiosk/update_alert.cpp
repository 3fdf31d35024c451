// Public warnings: they take the screen over what is done there, are said aloud, and give it back as it was.
#include "kiosk/alerts.h"
#include "kiosk/visit.h"
#include "records/base/date.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr Milliseconds said_again{120'000}; ///< on a kiosk that nobody touches
constexpr std::chrono::hours night_begins{22}, night_ends{6}, whole_day{24};

/// How long the hall is still empty and its neighbours asleep, by China's clock; nothing by day. The gravest knows no night, and neither
/// does a kiosk that does not know the time.
Milliseconds quiet_for(const Alert& alert, const HallState& hall, TimePoint now) {
    if (alert.severity == AlertSeverity::Extreme || !hall.clock_trusted) return Milliseconds{0};
    const Milliseconds of_day = now - (end_in_china(day_in_china(now)) - whole_day);
    if (of_day < night_ends) return night_ends - of_day;
    return of_day >= night_begins ? whole_day + night_ends - of_day : Milliseconds{0};
}

std::vector<Passage> passages_of(const Alert& alert) {
    std::vector<Passage> passages;
    for (const auto& [text, target] : {std::pair(&alert.headline, "alert.title"), {&alert.description, "alert.text"}, {&alert.instruction, "alert.instruction"}}) {
        if (text->empty()) continue;
        Passage passage;
        passage.text = *text;
        passage.target = target;
        passages.push_back(std::move(passage));
    }
    return passages;
}

} // namespace

void Visit::say_alert(const Alert& alert) {
    // By ear the warning is told like everything that appears. While the microphone hears it waits for the memo's end.
    if (!around.devices.can_speak || session.spoken.on || session.memo.is_listening()) return;
    stop_reading();
    session.reading.passages = passages_of(alert);
    read_on();
}

void Visit::show_alert(const Alert& alert) {
    session.alert.shown = alert.key();
    session.alert.asked = false;
    // Whoever is interrupted gets the whole time again.
    session.last_input = around.monotonic;
    end_memo_sound();
    say_alert(alert);
}

void Visit::heed_alerts() {
    if (session.hand_in == HandIn::Saving) return;
    auto& shown = session.alert.shown;
    if (!shown.empty()) {
        const Alert* alert = alert_of(around.hall, shown);
        const Standing standing = alert ? standing_of(*alert, around.hall, around.now) : Standing::Over;
        if (standing == Standing::Now || (session.alert.asked && standing == Standing::Possibly)) return;
        shown.clear(); // over, or taken back
        stop_reading();
    }
    if (const Alert* alert = alert_due(session, around.hall, around.now)) show_alert(*alert);
}

void Visit::repeat_alert() {
    const Alert* alert = alert_of(around.hall, session.alert.shown);
    if (!alert || session.reading.is_on() || around.monotonic < session.reading.ended + said_again) return;
    if (quiet_for(*alert, around.hall, around.now) == Milliseconds{0}) say_alert(*alert);
}

std::optional<Milliseconds> alert_said_again(const Session& session, const Surroundings& around) {
    const Alert* alert = session.screen == Screen::Idle ? alert_of(around.hall, session.alert.shown) : nullptr;
    if (!alert || session.reading.is_on() || !around.devices.can_speak || session.spoken.on) return std::nullopt;
    return std::max(session.reading.ended + said_again, around.monotonic + quiet_for(*alert, around.hall, around.now));
}

void Visit::handle(const intent::AcknowledgeAlert&) {
    if (session.alert.shown.empty()) return;
    session.alert.seen.push_back(std::exchange(session.alert.shown, {}));
    handle(intent::Start{});
}

void Visit::handle(const intent::ShowAlert& wish) {
    const Alert* alert = alert_of(around.hall, wish.key);
    if (!alert) return;
    show_alert(*alert);
    session.alert.asked = true;
}

void Visit::handle(const intent::ReadAlert&) {
    if (const Alert* alert = alert_of(around.hall, session.alert.shown)) say_alert(*alert);
}

} // namespace lianxin
