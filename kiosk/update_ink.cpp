// Writing by hand: strokes, what they may mean, and picking it.
#include "kiosk/visit.h"

namespace lianxin {

/// Asks what the strokes may mean. Without strokes the recogniser only gets ready.
void Visit::read_ink() {
    session.ink.reading = true;
    effects.push_back(effect::ReadInk{++session.ink.serial, session.ink.strokes});
}

void Visit::handle(const intent::AddStroke& wish) {
    if (session.composer.pad() != Pad::Ink || wish.stroke.empty() || session.ink.strokes.size() >= InkState::most_strokes) return;
    session.ink.strokes.push_back(wish.stroke);
    read_ink();
}

void Visit::handle(const intent::UndoStroke&) {
    if (session.ink.strokes.size() <= 1) return session.ink.forget();
    session.ink.strokes.pop_back();
    read_ink();
}

void Visit::handle(const intent::ClearInk&) { session.ink.forget(); }

void Visit::handle(const intent::PickInk& wish) {
    if (wish.index >= session.ink.candidates.size()) return;
    session.composer.put(session.ink.candidates[wish.index]);
    session.ink.forget();
    after_typing();
}

void Visit::handle(const event::InkRead& news) {
    if (news.serial != session.ink.serial) return;
    session.ink.reading = false;
    session.ink.candidates = news.candidates;
}

} // namespace lianxin
