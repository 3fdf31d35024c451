// Keys, candidates and what follows from a changed text.
#include "kiosk/form.h"
#include "kiosk/visit.h"

namespace lianxin {

void Visit::ask(const std::optional<PinyinQuery>& query) {
    if (query) effects.push_back(effect::AskPinyin{*query});
}

void Visit::begin_typing(std::string text, Pad pad, std::size_t longest) {
    // Where words are written, the pad is the resident's own choice.
    const Pad own = is_writing(pad) ? session.writing_pad.value_or(around.writing_pad) : pad;
    session.composer.begin(std::move(text), own, longest);
    if (own == Pad::Ink) read_ink();
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
    // The X of an identity number stands in its last place only.
    const Field* open = session.screen == Screen::Form ? field() : nullptr;
    const bool is_x = wish.text == "X" || wish.text == "x";
    if (is_x && open && open->type == FieldType::IdNumber && session.composer.text().size() + 1 != longest_of(*open)) return;
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

void Visit::handle(const intent::Spell& wish) { ask(session.composer.spell(wish.index)); }
void Visit::handle(const intent::Pick& wish) { ask(session.composer.pick(wish.index)); }
void Visit::handle(const intent::TurnPage& wish) { session.composer.turn_page(wish.pages); }
void Visit::handle(const intent::SwitchPad& wish) {
    const Field* open = session.screen == Screen::Form ? field() : nullptr;
    if (wish.pad == Pad::Memo && (!open || !offers_memo(*open, session, around.hall, around.devices))) return;
    session.composer.set_pad(wish.pad);
    if (is_writing(wish.pad)) session.writing_pad = wish.pad;
    session.ink.forget();
    if (wish.pad == Pad::Ink) read_ink();
}
void Visit::handle(const intent::MoveCaret& wish) { session.composer.move_caret(wish.byte_offset, wish.side); }

/// Letters not yet turned into characters search by pinyin, so "nclg" finds 农村公路 without any picking; of nine keys, what they
/// are taken for.
std::string Visit::sought() const {
    const Composer& composer = session.composer;
    std::string letters = composer.pad() == Pad::NineKey ? composer.preedit() : composer.letters();
    std::erase_if(letters, [](char c) { return c < 'a' || c > 'z'; });
    return composer.text() + letters;
}

void Visit::handle(const intent::Search&) {
    if (session.screen != Screen::Search) return;
    const std::string words = sought();
    session.notices.sought = words;
    if (words.empty())
        session.notices.hits.clear();
    else
        effects.push_back(effect::Search{words});
}

void Visit::handle(const event::PinyinAnswered& news) {
    const std::string before = session.composer.text();
    session.composer.answer(news.answer);
    if (session.composer.text() != before || (session.screen == Screen::Search && session.composer.pad() == Pad::NineKey)) after_typing();
}

} // namespace lianxin
