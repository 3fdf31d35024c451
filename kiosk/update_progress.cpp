// Asking for the progress of a request by its code or its QR.
#include "kiosk/visit.h"
#include "records/base/check_digit.h"
#include "records/base/text.h"

namespace lianxin {
namespace {

constexpr std::size_t code_length = 16;

/// The digits of a typed code, however it was grouped.
std::string digits_of(std::string_view typed) {
    std::string out = folded(typed);
    std::erase_if(out, [](char c) { return c < '0' || c > '9'; });
    return out;
}

} // namespace

void Visit::find_code(const std::string& code) {
    session.progress = {};
    session.progress.finding = Finding::Looking;
    session.progress.code = code;
    effects.push_back(effect::FindUpdates{code});
}

void Visit::handle(const intent::Find&) {
    if (session.screen != Screen::Progress) return;
    const std::string code = digits_of(session.composer.text());
    if (code.size() != code_length) {
        session.progress = {};
        session.progress.finding = Finding::TooShort;
    } else if (!has_damm_digit(code)) {
        session.progress = {};
        session.progress.finding = Finding::WrongDigit;
    } else if (!session.progress.must_wait(around.monotonic)) {
        find_code(code);
    }
}

void Visit::handle(const intent::Scanned& wish) {
    // A scan is meant for the progress page wherever it comes, but never throws a form away.
    if (holds_form() || session.screen == Screen::Staff || wish.text.rfind("LXR1:", 0) != 0) return;
    go(Screen::Progress);
    if (session.screen != Screen::Progress) return;
    begin_typing("", Pad::Digits, longest_code);
    find_code(wish.text);
}

void Visit::handle(const event::UpdatesFound& news) {
    if (session.screen != Screen::Progress || news.code != session.progress.code) return;
    // What the county sends while the resident waits comes unasked; that nothing came is no news.
    if (session.progress.finding != Finding::Looking && news.updates.empty()) return;
    session.progress.updates = news.updates;
    session.progress.wait_until = news.wait_until;
    const bool waits = news.updates.empty() && news.wait_until > around.monotonic;
    session.progress.finding = !news.updates.empty() ? Finding::Found : waits ? Finding::Wait : Finding::NothingYet;
}

} // namespace lianxin
