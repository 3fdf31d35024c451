// Keys, candidates and what follows from a changed text.
#include "kiosk/form.h"
#include "kiosk/visit.h"

namespace lianxin {

void Visit::ask(const std::optional<PinyinQuery>& query) {
    if (query) effects.push_back(effect::AskPinyin{*query});
}

void Visit::after_typing() {
    if (session.screen == Screen::Search) return handle(intent::Search{});
    if (session.screen == Screen::Staff) return after_staff_typing();
    if (session.screen == Screen::Progress && !session.progress.must_wait(around.monotonic)) session.progress = {};
    const Field* open = session.screen == Screen::Form ? field() : nullptr;
    if (!open) return;
    take_typed();
    session.form.problem = problem_while_typing(*open, session.composer.text(), day_in_china(around.now));
    after_answer();
}

void Visit::handle(const intent::Letter& wish) {
    ask(session.composer.letter(wish.letter));
    after_typing();
}

void Visit::handle(const intent::Put& wish) {
    session.composer.put(wish.text);
    after_typing();
}

void Visit::handle(const intent::Backspace&) {
    ask(session.composer.backspace());
    after_typing();
}

void Visit::handle(const intent::Undo&) {
    session.composer.undo();
    after_typing();
}

void Visit::handle(const intent::Clear&) {
    session.composer.clear();
    after_typing();
}

void Visit::handle(const intent::Pick& wish) { ask(session.composer.pick(wish.index)); }
void Visit::handle(const intent::TurnPage& wish) { session.composer.turn_page(wish.pages); }
void Visit::handle(const intent::SwitchPad& wish) {
    session.composer.set_pad(wish.pad);
    session.ink.forget();
    if (wish.pad == Pad::Ink) read_ink();
}
void Visit::handle(const intent::MoveCaret& wish) { session.composer.move_caret(wish.byte_offset); }

void Visit::handle(const intent::Search&) {
    if (session.screen != Screen::Search) return;
    // Letters not yet turned into characters search by pinyin, so "nclg" finds 农村公路 without any picking.
    const std::string words = session.composer.text() + session.composer.letters();
    session.notices.sought = words;
    if (words.empty())
        session.notices.hits.clear();
    else
        effects.push_back(effect::Search{words});
}

void Visit::handle(const event::PinyinAnswered& news) {
    const std::string before = session.composer.text();
    session.composer.answer(news.answer);
    if (session.composer.text() != before) after_typing();
}

} // namespace lianxin
