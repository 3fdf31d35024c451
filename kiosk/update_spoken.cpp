// The spoken mode: how it begins and ends, what is said and repeated, and who is asked before something personal is said aloud.
#include "kiosk/form.h"
#include "kiosk/visit.h"
#include "records/base/bytes.h"

#include <algorithm>

namespace lianxin {

void SpokenState::forget() {
    for (std::string* text : {&heard.news, &heard.typed, &heard.letters, &heard.state, &last}) wipe(*text);
    *this = {};
}

/// Nothing may be said into the microphone, nor over a memo.
bool Visit::must_be_silent() const { return session.memo.is_listening() || session.memo.phase == MemoPhase::Playing; }

/// What would be lost if it were taken for heard. News of the same place are told with the memo's own, which change when it ends.
bool Visit::must_be_told_later(const Heard& heard) const {
    const bool is_elsewhere = heard.place != session.spoken.heard.place || session.spoken.remark != Remark::None;
    return must_be_silent() && (is_elsewhere || session.memo.phase == MemoPhase::Ending);
}

void Visit::tell(const std::string& text, Pace pace) {
    if (text.empty() || must_be_silent()) return;
    stop_reading(); // there is one voice
    VoiceSettings voice = session.voice;
    if (pace == Pace::Slow) voice.speed = std::max(1, voice.speed - 1);
    session.spoken.last = text;
    session.spoken.last_pace = pace;
    session.spoken.speaking = true;
    say({text, "", {}, {}, voice}, "");
}

void Visit::hush() {
    if (!session.spoken.on || session.memo.phase == MemoPhase::Playing) return; // a memo is ended by a deed, not by any touch
    stop_reading();
    session.spoken.speaking = false;
    effects.push_back(effect::Silence{});
    // Its end, at which recording begins, is never heard now; whoever explores must not be recorded unawares.
    if (session.memo.phase == MemoPhase::Announced) cut_announcement_short();
}

void Visit::end_speech(std::uint64_t serial) {
    if (!session.spoken.on || serial != session.reading.serial) return;
    const bool was_announced = session.memo.phase == MemoPhase::Announced && session.spoken.speaking;
    session.spoken.speaking = false;
    if (was_announced) begin_recording();
    session.last_input = around.monotonic; // listening is doing something
}

/// Whether something on this screen would be personal if it were said.
bool Visit::shows_personal() const {
    if (session.screen == Screen::Receipt || session.screen == Screen::Progress) return true;
    const Service* form = in_form() ? service() : nullptr;
    if (!form) return false;
    if (session.screen == Screen::Form) return field() && is_personal(*form, *field());
    return std::any_of(form->fields.begin(), form->fields.end(),
                       [&](const Field& each) { return is_personal(*form, each) && session.form.answers.contains(each.name); });
}

void Visit::ask_consent() {
    const bool is_open = session.spoken.on && !around.devices.has_headphones && session.spoken.consent == Consent::NotAsked;
    if (is_open && session.dialog == Dialog::None && session.hand_in != HandIn::Saving && shows_personal()) session.dialog = Dialog::Personal;
}

void Visit::handle(const intent::StartSpoken&) {
    if (session.spoken.on || !around.devices.can_speak) return;
    if (session.screen == Screen::Idle) handle(intent::Start{});
    session.spoken.forget();
    session.spoken.on = true;
    session.spoken.remark = Remark::Opening;
}

void Visit::handle(const intent::EndSpoken&) {
    if (!session.spoken.on) return;
    hush();
    session.spoken.forget();
    session.spoken.remark = Remark::Closed;
    if (session.dialog == Dialog::Personal || session.dialog == Dialog::Unplugged) session.dialog = Dialog::None;
}

void Visit::handle(const intent::Focus& wish) {
    if (!session.spoken.on) return;
    session.spoken.heard.focus = wish.id;
    session.spoken.heard.state.clear();
    tell(wish.spoken, wish.pace);
}

void Visit::handle(const intent::Tell& wish) {
    if (must_be_told_later(wish.heard)) return; // the screen wishes it again
    session.spoken.heard = wish.heard;
    session.spoken.remark = Remark::None;
    tell(wish.text, wish.pace);
}

void Visit::handle(const intent::RepeatSpoken&) {
    if (session.spoken.on) tell(std::string(session.spoken.last), session.spoken.last_pace);
}

void Visit::handle(const intent::AskPersonal&) {
    if (session.spoken.on) session.dialog = Dialog::Personal;
}

void Visit::handle(const intent::SayPersonal&) {
    session.spoken.consent = Consent::Given;
    if (session.dialog == Dialog::Personal) session.dialog = Dialog::None;
}

void Visit::handle(const event::DevicesChanged& news) {
    mind_memo_pad();
    if (!news.news.has_headphones) return;
    end_memo_sound(); // it was meant for who listened until now; what was spoken is kept
    session.voice = {}; // what was right for one ear may be painful for the other
    if (*news.news.has_headphones) {
        if (session.dialog == Dialog::Unplugged) session.dialog = Dialog::None;
        return handle(intent::StartSpoken{});
    }
    stop_reading();
    if (!session.spoken.on) return;
    hush();
    wipe(session.spoken.last); // it may be personal, and now the hall would hear it
    session.dialog = Dialog::Unplugged;
    session.spoken.unplugged_at = around.monotonic;
}

} // namespace lianxin
