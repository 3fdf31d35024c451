// Staff at the kiosk: the PIN, helping, paper forms, and the resident's confirmation.
#include "kiosk/form.h"
#include "kiosk/visit.h"

#include "records/base/text.h"

namespace lianxin {
namespace {

constexpr std::size_t longest_paper_number = 30; ///< characters, with what groups them

Field paper_day_field() {
    Field field;
    field.name = "paper_day";
    field.type = FieldType::Date;
    field.required = true;
    field.earliest = "today-1830";
    field.latest = "today";
    return field;
}

} // namespace

bool Visit::is_for_resident_alone(Screen screen) const { return session.assistance.member && screen == Screen::Progress; }

void Visit::ask_pin() {
    session.assistance.step = StaffStep::Pin;
    session.composer.begin("", Pad::Digits, pin_length);
}

void Visit::open_staff_menu() {
    const auto member = session.assistance.member;
    session.assistance = {};
    session.assistance.step = StaffStep::Menu;
    session.assistance.member = member;
    session.composer.begin("", Pad::None, 0);
}

void Visit::back_in_staff() {
    const StaffStep step = session.assistance.step;
    session.composer.forget();
    if (step == StaffStep::Menu) return handle(intent::EndAssistance{});
    if (step == StaffStep::PaperDay) return ask_paper(StaffStep::PaperNumber);
    if (step != StaffStep::Pin) return open_staff_menu();
    // Nobody logged in. A form that staff had begun stays closed; a resident's own is theirs again.
    if (session.assistance.form.kind || session.trail.empty()) return go_home();
    session.assistance = {};
    leave_screen();
}

void Visit::ask_paper(StaffStep step) {
    session.assistance.step = step;
    session.assistance.problem.reset();
    session.assistance.paper_known = false;
    const AssistedForm& form = session.assistance.form;
    if (step == StaffStep::PaperNumber)
        session.composer.begin(form.paper_number, Pad::Latin, longest_paper_number);
    else
        session.composer.begin(form.paper_day ? iso_day(*form.paper_day) : "", Pad::Digits, longest_of(paper_day_field()));
}

void Visit::begin_assisted_form() {
    effects.push_back(effect::PrepareTyping{});
    if (!holds_form()) {
        session.trail = {Screen::Home, Screen::Staff};
        session.screen = around.hall.accepting && !around.catalogue.services.empty() ? Screen::Services : Screen::Trouble;
        return;
    }
    // The form waited behind the PIN, where it was left.
    const bool was_complete = !session.trail.empty() && session.trail.back() != Screen::Form;
    session.trail = {Screen::Home, Screen::Services};
    session.screen = Screen::Form;
    if (was_complete) go(Screen::Readback);
    else open_field(std::string(session.form.field));
    after_answer();
}

std::optional<AssistanceNote> Visit::assistance_note() const {
    const AssistanceState& state = session.assistance;
    if (!state.form.kind || !state.member) return std::nullopt;
    const bool is_paper = *state.form.kind == Assistance::Paper;
    return AssistanceNote{*state.form.kind, state.member->id, state.member->name, !is_paper, state.form.paper_number, state.form.paper_day};
}

void Visit::after_staff_typing() {
    auto& state = session.assistance;
    if (!state.must_wait(around.monotonic)) state.refused.reset();
    state.problem.reset();
    state.paper_known = false;
}

void Visit::handle(const intent::OpenStaff&) {
    if (!around.hall.has_staff || !offers_staff(session)) return;
    // What the resident looked at is closed before staff come; a form that they want help with waits behind the PIN.
    close_dialog();
    session.composer.forget();
    session.progress = {};
    session.notices = {};
    const bool keeps_form = holds_form();
    if (!keeps_form) session.trail.clear();
    if (keeps_form) session.trail.push_back(session.screen);
    session.screen = Screen::Staff;
    session.assistance = {};
    ask_pin();
}

void Visit::handle(const intent::EnterPin&) {
    auto& state = session.assistance;
    const std::string& typed = session.composer.text();
    if (session.screen != Screen::Staff || state.step != StaffStep::Pin || state.checking || typed.size() != pin_length) return;
    if (state.must_wait(around.monotonic)) return;
    state.checking = true;
    effects.push_back(effect::CheckPin{copy_of(bytes_of(typed))});
    session.composer.forget();
    ask_pin();
}

void Visit::handle(const intent::ShowKioskState&) {
    if (session.screen == Screen::Staff && session.assistance.step == StaffStep::Menu) session.assistance.step = StaffStep::State;
}

void Visit::handle(const intent::BeginAssistance& wish) {
    auto& state = session.assistance;
    if (session.screen != Screen::Staff || state.step != StaffStep::Menu || !state.member) return;
    const bool is_paper = wish.kind == Assistance::Paper;
    if (is_paper && holds_form()) return; // what the resident typed is not thrown away for it
    state.form = {};
    state.form.kind = wish.kind;
    if (is_paper) return ask_paper(StaffStep::PaperNumber);
    begin_assisted_form();
}

void Visit::handle(const intent::EnterPaper&) {
    auto& state = session.assistance;
    if (session.screen != Screen::Staff || state.checking) return;
    if (state.step == StaffStep::PaperNumber) {
        const std::string number = compact_paper_number(session.composer.text());
        state.paper_known = false;
        state.problem.reset();
        if (!is_paper_number(number)) {
            state.problem = FieldProblem{number.empty() ? Problem::Missing : Problem::BrokenText, ""};
            return;
        }
        state.checking = true;
        effects.push_back(effect::CheckPaper{number});
    } else if (state.step == StaffStep::PaperDay) {
        const Field field = paper_day_field();
        const std::string day = typed_answer(field, session.composer.text());
        state.problem = check(field, day, day_in_china(around.now));
        if (state.problem) return;
        state.form.paper_day = *parse_iso_day(day);
        begin_assisted_form();
    }
}

void Visit::handle(const intent::EndAssistance&) {
    if (!session.assistance.member) return;
    if (!holds_form() || session.assistance.form.kind) return end();
    // Staff only looked in: the form is the resident's own as before.
    session.assistance = {};
    leave_screen();
}

void Visit::handle(const intent::ConfirmPage&) {
    if (session.screen != Screen::Readback || !service()) return;
    const auto asked = asked_fields(*service(), session.form.answers);
    auto& page = session.assistance.form.page;
    if (page >= asked.size()) return;
    // What is wrong cannot be confirmed: a form begun by somebody else may hold a mistake.
    const std::string name = asked[page]->name;
    const auto wrong = problem_of(*asked[page], session.form.answers, session.form.memos, day_in_china(around.now));
    if (wrong) {
        handle(intent::EditAnswer{name});
        session.form.problem = wrong;
        return;
    }
    ++page;
    after_answer();
}

void Visit::handle(const event::PinChecked& news) {
    auto& state = session.assistance;
    if (session.screen != Screen::Staff || state.step != StaffStep::Pin || !state.checking) return;
    state.checking = false;
    session.last_input = around.monotonic;
    if (news.answer.result != PinResult::Right || !news.answer.member) {
        state.refused = news.answer;
        return;
    }
    const AssistedForm begun = state.form;
    state.member = news.answer.member;
    open_staff_menu();
    if (!begun.kind) return;
    session.assistance.form = begun;
    begin_assisted_form();
}

void Visit::handle(const event::PaperChecked& news) {
    auto& state = session.assistance;
    if (session.screen != Screen::Staff || state.step != StaffStep::PaperNumber || !state.checking) return;
    state.checking = false;
    state.paper_known = news.known;
    if (news.known) return;
    state.form.paper_number = news.number;
    ask_paper(StaffStep::PaperDay);
}

} // namespace lianxin
