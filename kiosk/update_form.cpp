// Filling in a form, reading it back, and handing it in.
#include "kiosk/form.h"
#include "kiosk/visit.h"

#include <algorithm>

namespace lianxin {

const Field* Visit::field() const {
    const Service* form = service();
    return form ? form->field(session.form.field) : nullptr;
}

void Visit::open_field(const std::string& name) {
    session.form.field = name;
    session.form.problem.reset();
    session.form.township.clear();
    session.ink.forget();
    const Field* opened = field();
    if (!opened) return begin_typing("", Pad::None, 0);
    const auto answer = session.form.answers.find(name);
    begin_typing(answer == session.form.answers.end() ? "" : answer->second, pad_of(*opened), longest_of(*opened));
    show_memo();
    if (session.form.memos.contains(name)) session.composer.set_pad(Pad::Memo); // to be heard again
    // The village picker opens on the township of a village chosen before.
    if (opened->type == FieldType::Division && answer != session.form.answers.end())
        if (const Division* place = around.catalogue.division(answer->second)) session.form.township = opened->level == "village" ? place->parent : "";
}

void Visit::take_typed() {
    const Field* open = field();
    if (!open || !is_typed(*open)) return;
    std::string answer = typed_answer(*open, session.composer.text());
    if (answer.empty())
        session.form.answers.erase(open->name);
    else
        session.form.answers[open->name] = std::move(answer);
}

void Visit::after_answer() { effects.push_back(effect::KeepDraft{{session.form, session.screen, session.theme, session.assistance.form}}); }

void Visit::step_on() {
    const auto asked = asked_fields(*service(), session.form.answers);
    const Day today = day_in_china(around.now);
    if (session.form.to_confirm) {
        // A changed answer may have opened new questions; those come before the way back to the confirm page.
        const Field* open = first_problem(*service(), session.form.answers, session.form.memos, today);
        if (open) return open_field(open->name);
        session.form.to_confirm = false;
        open_field("");
        session.screen = review_screen();
        return;
    }
    const auto here = std::find(asked.begin(), asked.end(), field());
    if (here != asked.end() && here + 1 != asked.end()) return open_field((*(here + 1))->name);
    go(review_screen());
}

void Visit::back_in_form() {
    take_typed();
    if (session.form.to_confirm) {
        session.form.to_confirm = false;
        session.screen = review_screen();
        return;
    }
    const auto asked = service() ? asked_fields(*service(), session.form.answers) : std::vector<const Field*>{};
    const auto here = std::find(asked.begin(), asked.end(), field());
    if (here == asked.end()) { // the first page
        if (holds_answers()) {
            session.dialog = Dialog::Leave;
            return;
        }
        drop_memos();
        session.form = {};
        effects.push_back(effect::DropDraft{});
        if (session.trail.empty()) return go_home();
        session.screen = session.trail.back();
        session.trail.pop_back();
        return;
    }
    open_field(here == asked.begin() ? "" : (*(here - 1))->name);
    after_answer();
}

void Visit::save() {
    session.dialog = Dialog::None;
    session.hand_in = HandIn::Saving;
    effects.push_back(effect::Save{session.form.service, asked_answers(*service(), session.form.answers), assistance_note(),
                                  asked_memos(*service(), session.form.answers, session.form.memos)});
}

void Visit::handle(const intent::ChooseService& wish) {
    if (in_form() || !around.catalogue.service(wish.id)) return;
    if (!around.hall.accepting) return go(Screen::Trouble);
    session.form = {};
    session.form.service = wish.id;
    session.assistance.form.page = 0;
    effects.push_back(effect::PrepareTyping{}); // a guide leads here past the list of services
    go(Screen::Form);
    open_field("");
}

void Visit::handle(const intent::BeginForm&) {
    if (session.screen != Screen::Form || !service()) return;
    const auto asked = asked_fields(*service(), session.form.answers);
    if (!asked.empty()) open_field(asked.front()->name);
}

void Visit::handle(const intent::SetAnswer& wish) {
    const Service* form = service();
    const Field* changed = form ? form->field(wish.field) : nullptr;
    if (!in_form() || !changed) return;
    if (wish.value.empty())
        session.form.answers.erase(wish.field);
    else
        session.form.answers[wish.field] = wish.value;
    if (wish.field == session.form.field) {
        session.form.problem.reset();
        if (is_typed(*changed)) {
            begin_typing(wish.value, pad_of(*changed), longest_of(*changed));
            session.form.problem = problem_while_typing(*changed, wish.value, day_in_china(around.now));
        }
    }
    after_answer();
}

void Visit::handle(const intent::ChooseTownship& wish) {
    if (session.screen == Screen::Form) session.form.township = wish.code;
}

void Visit::handle(const intent::Next&) {
    const Field* open = field();
    if (session.screen != Screen::Form || !service()) return;
    if (!open) return handle(intent::BeginForm{});
    // Letters still being composed are not yet text; the first candidate is what the resident sees as typed.
    if (session.composer.composing() && !session.composer.candidates().empty()) {
        ask(session.composer.pick(0));
        return;
    }
    take_typed();
    if (session.memo.is_listening()) return; // what was said just now is shown first, to be heard again
    session.form.problem = problem_of(*open, session.form.answers, session.form.memos, day_in_china(around.now));
    if (!session.form.problem) step_on();
    after_answer();
}

void Visit::handle(const intent::EditAnswer& wish) {
    if (session.screen != review_screen() || !service() || !service()->field(wish.field)) return;
    session.screen = Screen::Form;
    session.form.to_confirm = true;
    open_field(wish.field);
}

void Visit::handle(const intent::Submit&) {
    if (session.screen != review_screen() || !service()) return;
    // Helped by staff, a request goes in only after its last page was reached, one confirmation an answer.
    const bool was_helped = session.assistance.form.kind.has_value();
    if (was_helped && session.assistance.form.page < asked_fields(*service(), session.form.answers).size()) return;
    const Day today = day_in_china(around.now);
    if (const Field* wrong = first_problem(*service(), session.form.answers, session.form.memos, today)) {
        handle(intent::EditAnswer{wrong->name});
        session.form.problem = problem_of(*wrong, session.form.answers, session.form.memos, today);
        return;
    }
    save();
}

void Visit::handle(const intent::TryAgain&) {
    if (session.screen == review_screen() && session.dialog == Dialog::Failed && service()) save();
}

void Visit::handle(const event::DraftFound& news) {
    // Only an unattended screen takes it up; a resident already at work is not interrupted.
    if (session.screen != Screen::Idle || !around.catalogue.service(news.draft.form.service)) return;
    effects.push_back(effect::PrepareTyping{});
    session.form = news.draft.form;
    session.screen = news.draft.screen;
    session.theme = news.draft.theme;
    session.trail = {Screen::Home, Screen::Services};
    session.last_input = around.monotonic;
    if (news.draft.assisted.kind) {
        // What staff and resident wrote together is shown again only once staff have logged in again: the resident may have gone.
        session.trail.push_back(news.draft.screen);
        session.screen = Screen::Staff;
        session.assistance.form = news.draft.assisted;
        return ask_pin();
    }
    if (session.screen == Screen::Confirm)
        session.trail.push_back(Screen::Form);
    else
        open_field(std::string(session.form.field));
}

void Visit::handle(const event::Saved& news) {
    drop_memos();
    begin_anew(Screen::Receipt);
    session.hand_in = HandIn::Saved;
    session.receipt = news.receipt;
    session.last_input = around.monotonic;
    effects.push_back(effect::DropDraft{});
    print_by_itself();
}

void Visit::handle(const event::NotSaved& news) {
    session.hand_in = HandIn::None;
    session.failure = news.code;
    session.dialog = Dialog::Failed;
    session.last_input = around.monotonic;
}

} // namespace lianxin
