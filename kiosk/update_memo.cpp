// Recording a voice memo, listening to it, and recording it anew. Nothing is said while the microphone hears.
#include "kiosk/form.h"
#include "kiosk/visit.h"

namespace lianxin {
namespace {

constexpr std::string_view not_begun = "cancelled"; ///< the announcement was cut short, and nothing is recorded

} // namespace

/// What the open field has; a memo that is still being packed may belong to another one.
void Visit::show_memo() {
    MemoState shown;
    shown.field = session.memo.field;
    const auto found = session.form.memos.find(session.form.field);
    if (found != session.form.memos.end()) {
        shown.phase = MemoPhase::Recorded;
        shown.length = found->second;
    }
    session.memo = std::move(shown);
}

/// The microphone may have gone while its pad was shown.
void Visit::mind_memo_pad() {
    const Field* open = session.screen == Screen::Form ? field() : nullptr;
    if (!open || session.composer.pad() != Pad::Memo || offers_memo(*open, session, around.hall, around.devices)) return;
    session.composer.set_pad(session.writing_pad.value_or(around.writing_pad));
}

void Visit::begin_recording() {
    session.memo = {};
    session.memo.phase = MemoPhase::Recording;
    session.memo.field = session.form.field;
    effects.push_back(effect::RecordMemo{session.form.field, longest_memo});
}

/// Whatever else the resident wants ends what the microphone hears, and keeps it; or ends what is played.
void Visit::end_memo_sound() {
    switch (session.memo.phase) {
    case MemoPhase::Recording:
        session.memo.phase = MemoPhase::Ending;
        effects.push_back(effect::StopMemo{});
        return;
    case MemoPhase::Announced: return show_memo();
    case MemoPhase::Playing:
        effects.push_back(effect::Silence{});
        return show_memo();
    default: return;
    }
}

/// The screen tells that nothing is recorded; the next wish needs no announcement.
void Visit::cut_announcement_short() {
    show_memo();
    session.memo.failure = not_begun;
}

/// With the form go its memos; one that is still being packed too.
void Visit::drop_memos() {
    for (const auto& [name, length] : session.form.memos) effects.push_back(effect::DropMemo{name});
    if (!session.memo.field.empty() && !session.form.memos.contains(session.memo.field)) effects.push_back(effect::DropMemo{session.memo.field});
    session.form.memos.clear();
    session.memo = {};
}

void Visit::handle(const intent::RecordMemo&) {
    const Field* open = session.screen == Screen::Form ? field() : nullptr;
    if (!open || !may_record(*open, session, around.hall, around.devices)) return;
    if (session.memo.phase == MemoPhase::Announced || session.memo.failure == not_begun) { // no need to hear it out
        hush();
        return begin_recording();
    }
    if (!session.memo.field.empty()) return;                                 // the last one is still being packed
    if (!session.spoken.on) return begin_recording();
    session.memo.phase = MemoPhase::Announced;
    session.memo.failure.clear();
}

void Visit::handle(const intent::StopMemo&) { end_memo_sound(); }

void Visit::handle(const intent::PlayMemo&) {
    if (session.memo.phase != MemoPhase::Recorded || !around.devices.can_speak) return;
    session.memo.phase = MemoPhase::Playing;
    session.spoken.speaking = false;
    effects.push_back(effect::PlayMemo{session.form.field, session.voice.volume});
}

void Visit::handle(const intent::DropMemo&) {
    if (session.form.memos.erase(session.form.field) == 0) return;
    effects.push_back(effect::DropMemo{session.form.field});
    show_memo();
    after_answer();
}

void Visit::handle(const event::MemoLevel& news) {
    if (session.memo.phase != MemoPhase::Recording) return;
    session.memo.length = news.length;
    session.memo.level = news.level;
}

void Visit::handle(const event::MemoRecorded& news) {
    if (!holds_form() || session.memo.field != news.field) { // whoever spoke has gone
        effects.push_back(effect::DropMemo{news.field});
        return;
    }
    session.memo.field.clear();
    session.form.memos[news.field] = news.length;
    session.last_input = around.monotonic; // speaking is doing something
    const bool was_listening = session.memo.is_listening();
    if (session.form.field == news.field) session.form.problem.reset();
    if (was_listening || session.form.field == news.field) show_memo();
    if (in_form()) after_answer();
    if (was_listening) handle(intent::ReadAlert{}); // it waited for the microphone
}

void Visit::handle(const event::MemoFailed& news) {
    if (session.memo.field.empty()) return;
    const bool is_open = session.memo.is_listening();
    session.memo.field.clear();
    session.last_input = around.monotonic;
    if (!is_open) return;
    show_memo();
    session.memo.failure = news.code;
    handle(intent::ReadAlert{});
}

void Visit::handle(const event::MemoPlayed&) {
    if (session.memo.phase != MemoPhase::Playing) return;
    session.last_input = around.monotonic;
    show_memo();
}

} // namespace lianxin
