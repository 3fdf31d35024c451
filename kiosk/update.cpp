// Moving between screens, privacy time-outs, and handing each intent to the part of the visit it belongs to.
#include "kiosk/update.h"

#include "kiosk/visit.h"

namespace lianxin {

std::string_view name_of(Screen screen) {
    switch (screen) {
    case Screen::Idle: return "idle";
    case Screen::Home: return "home";
    case Screen::Services: return "services";
    case Screen::Form: return "form";
    case Screen::Confirm: return "confirm";
    case Screen::Readback: return "readback";
    case Screen::Receipt: return "receipt";
    case Screen::Progress: return "progress";
    case Screen::Notices: return "notices";
    case Screen::Notice: return "notice";
    case Screen::Search: return "search";
    case Screen::Board: return "board";
    case Screen::BoardEntry: return "board_entry";
    case Screen::Staff: return "staff";
    case Screen::Trouble: return "trouble";
    }
    return "trouble";
}

namespace {

/// Nothing stands on the screen that a visitor left there.
bool is_unattended(const Session& session) { return session.screen == Screen::Idle && session.dialog == Dialog::None; }

/// A touch by itself is no action yet, and a list that loads on was only scrolled, and news may have no words; the rest of these are about the reading itself.
template <class Wish>
constexpr bool lets_reading_go_on() {
    return (std::is_same_v<Wish, intent::Touched> || std::is_same_v<Wish, intent::MorePages> || std::is_same_v<Wish, intent::Tell> || std::is_same_v<Wish, intent::Read> ||
            std::is_same_v<Wish, intent::PauseReading> || std::is_same_v<Wish, intent::RepeatPassage> ||
            std::is_same_v<Wish, intent::SkipPassage> || std::is_same_v<Wish, intent::StopReading> ||
            std::is_same_v<Wish, intent::SetSpeed> || std::is_same_v<Wish, intent::SetVolume> ||
            std::is_same_v<Wish, intent::Enlarge> || std::is_same_v<Wish, intent::TickDocument>);
}

/// Touches are on the way to something, looks and loudness disturb nobody, and what is told is not said while the microphone hears.
template <class Wish>
constexpr bool lets_memo_go_on() {
    return (std::is_same_v<Wish, intent::Touched> || std::is_same_v<Wish, intent::Tell> || std::is_same_v<Wish, intent::RecordMemo> || std::is_same_v<Wish, intent::StopMemo> ||
            std::is_same_v<Wish, intent::ToggleElder> || std::is_same_v<Wish, intent::ToggleContrast> || std::is_same_v<Wish, intent::SetVolume> ||
            std::is_same_v<Wish, intent::SetSpeed>);
}

/// A finger that explores while its owner speaks is resting, not choosing.
template <class Wish>
constexpr bool only_listens() {
    return std::is_same_v<Wish, intent::Focus> || std::is_same_v<Wish, intent::RepeatSpoken>;
}

/// What is read aloud belongs to what is seen.
struct Sight {
    Screen screen;
    Dialog dialog;
    std::string field, page, entry;
    StaffStep step;
    bool operator==(const Sight&) const = default;
};
Sight sight_of(const Session& session) { return {session.screen, session.dialog, session.form.field, session.notices.page, session.board.entry, session.assistance.step}; }

constexpr Milliseconds longest_stick_work = std::chrono::minutes(30);

/// Until when a visit without a touch goes on unasked.
Milliseconds idle_from(const Session& session, const Times& times) {
    // A resident who tells staff a long story touches nothing meanwhile.
    const bool is_helped = session.assistance.form.kind && session.assistance.member;
    const Milliseconds idle = is_helped ? std::max(times.assisted, idle_time(session, times)) : idle_time(session, times);
    // Whoever waits for the stick touches nothing.
    if (session.assistance.step == StaffStep::Stick && session.assistance.stick.is_working()) return session.last_input + std::max(idle, longest_stick_work);
    if (session.reading.is_sounding() || session.spoken.speaking || session.memo.is_on()) return session.last_input + std::max(idle, longest_listening);
    return std::max(session.last_input, session.reading.ended) + idle;
}

/// Staff as they were before the turn.
struct StaffBefore {
    explicit StaffBefore(const Session& session) : member(session.assistance.member), step(session.assistance.step) {}
    std::optional<StaffMember> member;
    StaffStep step;
};

/// Told for whatever reason staff went, or the stick's page was left: by a touch, handed in, timed out.
void tell_if_left(const StaffBefore& before, const Session& after, Effects& effects) {
    const bool at_stick = after.assistance.member && after.assistance.step == StaffStep::Stick;
    if (before.step == StaffStep::Stick && !at_stick) effects.push_back(effect::LeaveStick{});
    if (before.member && !after.assistance.member) effects.push_back(effect::StaffLeft{before.member->id});
}

} // namespace

void Visit::go(Screen screen) {
    if (session.screen == screen) return;
    if (is_for_resident_alone(screen)) {
        session.dialog = Dialog::ResidentOnly;
        return;
    }
    if (session.screen != Screen::Idle) session.trail.push_back(session.screen);
    session.screen = screen;
}

void Visit::go_home() {
    if (holds_answers() && session.dialog != Dialog::Leave) {
        session.dialog = Dialog::Leave;
        return;
    }
    if (holds_form()) effects.push_back(effect::DropDraft{});
    drop_memos();
    begin_anew(Screen::Home);
}

/// How the kiosk looks and sounds to this resident, and how they write, stays.
void Visit::begin_anew(Screen screen) {
    const auto theme = session.theme;
    const auto voice = session.voice;
    AlertState alert = std::exchange(session.alert, {});
    SpokenState spoken = std::exchange(session.spoken, {});
    const auto pad = session.writing_pad;
    forget_session();
    session.screen = screen;
    session.theme = theme;
    session.voice = voice;
    session.alert = std::move(alert);
    session.spoken = std::move(spoken);
    session.last_input = around.monotonic;
    session.writing_pad = pad;
}

/// What was typed and written is overwritten. Questions about strokes are counted on: a late answer belongs to nobody.
void Visit::forget_session() {
    session.composer.forget();
    session.ink.forget();
    session.spoken.forget();
    const auto asked = session.ink.serial;
    session = {};
    session.ink.serial = asked;
}

void Visit::end() {
    effects.push_back(effect::DropDraft{});
    effects.push_back(effect::Forget{});
    const bool was_spoken = session.spoken.on;
    forget_session();
    if (was_spoken) session.spoken.remark = Remark::VisitOver;
}

bool Visit::holds_answers() const { return holds_form() && (!session.form.answers.empty() || !session.form.memos.empty() || !session.memo.field.empty()); }

bool Visit::would_lose() const {
    const bool typed = !session.composer.text().empty() || session.composer.composing() || holds_answers();
    return typed || session.receipt.has_value();
}

void Visit::back() {
    if (session.screen == Screen::Form) return back_in_form();
    if (session.screen == Screen::Staff) return back_in_staff();
    if (session.screen == Screen::Readback && session.assistance.form.page > 0) {
        --session.assistance.form.page;
        return after_answer();
    }
    if (session.screen == Screen::Receipt || session.trail.empty()) return go_home();
    leave_screen();
}

void Visit::leave_screen() {
    const Screen before = session.trail.back();
    session.trail.pop_back();
    session.screen = before;
    if (before == Screen::Form) return open_field(std::string(session.form.field));
    if (before == Screen::Staff) return open_staff_menu();
    if (before == Screen::Search) begin_typing(session.notices.sought, Pad::Pinyin, longest_search);
}

void Visit::tick() {
    if (session.screen == Screen::Idle) {
        repeat_alert();
        if (session.alert.shown.empty()) turn_slide();
    }
    if (is_unattended(session) || session.hand_in == HandIn::Saving) return;
    const auto now = around.monotonic;
    if (session.dialog == Dialog::Unplugged && now >= session.spoken.unplugged_at + warning_time(session, around.times)) return handle(intent::EndSpoken{});
    if (session.dialog == Dialog::Timeout) {
        if (now - session.warned_at >= warning_time(session, around.times)) end();
    } else if (now >= idle_from(session, around.times)) {
        if (session.screen == Screen::Idle) return end(); // there is nothing a visitor could want to keep
        pause_reading(); // whoever still listens goes on where it stopped
        session.dialog = Dialog::Timeout;
        session.warned_at = now;
    }
}

void Visit::close_dialog() {
    if (session.dialog == Dialog::Personal && session.spoken.consent == Consent::NotAsked) session.spoken.consent = Consent::Refused;
    session.dialog = Dialog::None;
}

Effects update(Session& session, const Intent& intent, const Surroundings& around) {
    Visit visit{session, around, {}};
    const bool is_only_told = std::holds_alternative<intent::Tell>(intent);
    if (!is_only_told) session.last_input = around.monotonic;
    // Nothing may interfere between 提交 and its receipt; what happens is told all the same.
    if (session.hand_in == HandIn::Saving && !is_only_told) return {};
    const StaffBefore staff(session);
    std::visit([&](const auto& wish) {
        const bool answers_warning = session.dialog == Dialog::Timeout;
        using Wish = std::decay_t<decltype(wish)>;
        if (session.memo.is_listening() && only_listens<Wish>()) return;
        if (!lets_reading_go_on<Wish>() && !answers_warning) visit.stop_reading();
        if (!lets_memo_go_on<Wish>()) visit.end_memo_sound();
        visit.handle(wish);
    }, intent);
    visit.heed_alerts();
    tell_if_left(staff, session, visit.effects);
    visit.ask_consent();
    return std::move(visit.effects);
}

Effects update(Session& session, const Event& event, const Surroundings& around) {
    Visit visit{session, around, {}};
    const StaffBefore staff(session);
    const Sight before = sight_of(session);
    if (const auto* ended = std::get_if<event::SpeechEnded>(&event)) visit.end_speech(ended->serial);
    std::visit([&](const auto& news) { visit.handle(news); }, event);
    if (session.reading.is_on() && sight_of(session) != before && session.dialog != Dialog::Timeout) {
        // First silence, then whatever the event wants said.
        Effects after = std::exchange(visit.effects, {});
        visit.stop_reading();
        visit.effects.insert(visit.effects.end(), std::make_move_iterator(after.begin()), std::make_move_iterator(after.end()));
    }
    visit.heed_alerts();
    tell_if_left(staff, session, visit.effects);
    visit.ask_consent();
    return std::move(visit.effects);
}

Milliseconds idle_time(const Session& session, const Times& times) {
    return times.idle * (session.spoken.on ? 3 : session.theme == ThemeName::Elder ? 2 : 1);
}

Milliseconds warning_time(const Session& session, const Times& times) {
    return times.warning * (session.spoken.on ? 4 : session.theme == ThemeName::Elder ? 3 : 1);
}

std::optional<Milliseconds> next_deadline(const Session& session, const Times& times) {
    if (is_unattended(session) || session.hand_in == HandIn::Saving) return std::nullopt;
    const Milliseconds warning = warning_time(session, times);
    if (session.dialog == Dialog::Timeout) return session.warned_at + warning;
    const Milliseconds idle = idle_from(session, times);
    return session.dialog == Dialog::Unplugged ? std::min(idle, session.spoken.unplugged_at + warning) : idle;
}

std::optional<Milliseconds> next_count(const Session& session, Milliseconds now) {
    const Milliseconds soon = now + std::chrono::seconds(1);
    if (session.dialog == Dialog::Timeout) return soon;
    if (session.screen == Screen::Staff && session.assistance.must_wait(now)) return std::min(soon, session.assistance.refused->wait_until);
    const bool counting = session.screen == Screen::Progress && session.progress.must_wait(now);
    return counting ? std::optional(std::min(soon, session.progress.wait_until)) : std::nullopt;
}

} // namespace lianxin
