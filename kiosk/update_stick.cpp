// The technician and the stick: it is looked at while its page is open, and used by one touch.
#include "kiosk/visit.h"

namespace lianxin {
namespace {

bool is_at_stick(const Session& session) {
    return session.screen == Screen::Staff && session.assistance.step == StaffStep::Stick && session.assistance.member && session.assistance.member->technician;
}

} // namespace

void Visit::handle(const intent::ShowStick&) {
    const AssistanceState& state = session.assistance;
    if (session.screen != Screen::Staff || state.step != StaffStep::Menu || !state.member || !state.member->technician) return;
    session.assistance.step = StaffStep::Stick;
    session.assistance.stick = {};
    effects.push_back(effect::LookAtStick{});
}

void Visit::handle(const intent::LookAtStick&) {
    if (!is_at_stick(session) || session.assistance.stick.is_working()) return;
    session.assistance.stick = {};
    effects.push_back(effect::LookAtStick{});
}

void Visit::handle(const intent::UseStick& wish) {
    StickState& stick = session.assistance.stick;
    const bool is_found = stick.daemon == StickState::Daemon::Answers && stick.status.phase == StickPhase::Found;
    if (!is_at_stick(session) || !is_found || (wish.deed == StickDeed::Install && !stick.status.edition)) return;
    stick.status.phase = StickPhase::Working;
    stick.status.deed = wish.deed;
    stick.status.done = stick.status.all = 0;
    stick.since = around.monotonic;
    effects.push_back(effect::UseStick{wish.deed});
}

void Visit::handle(const event::StickChanged& news) {
    if (!is_at_stick(session)) return;
    StickState& stick = session.assistance.stick;
    // A look that was answered late must not hide the work that was asked for since.
    if (stick.is_working() && news.status.deed == StickDeed::Look) return;
    stick.daemon = StickState::Daemon::Answers;
    if (stick.status.phase == StickPhase::Working && news.status.phase != StickPhase::Working) session.last_input = around.monotonic;
    stick.status = news.status;
}

void Visit::handle(const event::StickSilent&) {
    if (is_at_stick(session)) session.assistance.stick.daemon = StickState::Daemon::Silent;
}

} // namespace lianxin
