// The idle loop: one slide after the other, and nothing in between.
#include "kiosk/alerts.h"
#include "kiosk/update.h"
#include "kiosk/visit.h"

#include <algorithm>

namespace lianxin {
namespace {

bool holds(const PageSummary* page, TimePoint now) { return page && !page->corrected && !(page->expires && *page->expires < day_in_china(now)); }

/// Whether there is something to show on that slide now. A clock that was never set hides only what is certainly over.
bool has_something(const Slide& slide, const HallState& hall, const Catalogue& catalogue, TimePoint now) {
    if (!is_shown(slide.show, {now, !hall.clock_trusted})) return false;
    switch (slide.kind) {
    case Slide::Kind::Picture: return true;
    case Slide::Kind::Page: return holds(catalogue.summary(slide.page), now);
    case Slide::Kind::Notices: return !catalogue.newest.empty();
    case Slide::Kind::Board: return catalogue.highlight(0) != nullptr;
    case Slide::Kind::Roster: return hall.clock_trusted && !duties_of(catalogue.roster, day_in_china(now)).empty();
    }
    return false;
}

/// When the slide shown gives way: after its time, or at once when what it showed was taken back.
Milliseconds turns_at(const SignageState& signage, const Surroundings& around) {
    const auto& slides = around.catalogue.slides;
    if (!signage.since) return around.monotonic;
    if (signage.at == 0) return *signage.since + invitation_lasts;
    const bool is_empty = signage.at > slides.size() || !has_something(slides[signage.at - 1], around.hall, around.catalogue, around.now);
    return is_empty ? around.monotonic : *signage.since + Milliseconds(slides[signage.at - 1].lasts);
}

} // namespace

void Visit::turn_slide() {
    auto& signage = session.signage;
    const auto& slides = around.catalogue.slides;
    if (!signage.since) signage.since = around.monotonic;
    if (around.monotonic < turns_at(signage, around)) return;
    signage.since = around.monotonic;
    if (signage.at > 0 && signage.at <= slides.size() && slides[signage.at - 1].kind == Slide::Kind::Board) ++signage.highlights;
    for (std::size_t next = signage.at + 1; next <= slides.size(); ++next)
        if (has_something(slides[next - 1], around.hall, around.catalogue, around.now)) {
            signage.at = next;
            return;
        }
    signage.at = 0;
}

std::optional<Milliseconds> next_turn(const Session& session, const Surroundings& around) {
    std::optional<Milliseconds> next = alert_said_again(session, around);
    const bool loops = session.screen == Screen::Idle && session.dialog == Dialog::None && session.alert.shown.empty() && !around.catalogue.slides.empty();
    if (loops) {
        const Milliseconds slide = turns_at(session.signage, around);
        next = next ? std::min(*next, slide) : slide;
    }
    if (const auto change = until_alerts_change(around.hall, around.now)) next = std::min(next.value_or(Milliseconds::max()), around.monotonic + *change);
    return next;
}

} // namespace lianxin
