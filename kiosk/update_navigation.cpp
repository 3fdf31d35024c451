// Intents and events that move between screens.
#include "kiosk/visit.h"

namespace lianxin {
namespace {
constexpr std::size_t pages_at_once = 30;
}

void Visit::handle(const intent::Touched&) {
    hush(); // whatever the finger wants, it is not what is being said
    // A touch beside the dialog's buttons is a sign of life too: the count-down starts afresh.
    if (session.dialog == Dialog::Timeout) session.warned_at = around.monotonic;
}

void Visit::handle(const intent::Start&) {
    if (session.screen != Screen::Idle) return;
    session.signage = {};
    session.screen = Screen::Home;
    session.spoken.remark = around.devices.has_headphones ? Remark::HeadphonesIn : Remark::None;
    // Refusing happens before anything is typed: a disk may have filled, or been freed, since the last look.
    effects.push_back(effect::CheckHall{});
}

void Visit::handle(const intent::Go& wish) {
    if (holds_form()) return;
    if (is_for_resident_alone(wish.screen)) return go(wish.screen);
    if (wish.screen == Screen::Services && (!around.hall.accepting || around.catalogue.services.empty())) return go(Screen::Trouble);
    go(wish.screen);
    if (wish.screen == Screen::Services || wish.screen == Screen::Search) effects.push_back(effect::PrepareTyping{});
    if (wish.screen == Screen::Notices) handle(intent::OpenChannel{});
    if (wish.screen == Screen::Search) begin_typing("", Pad::Pinyin, longest_search);
    if (wish.screen == Screen::Progress) {
        session.progress = {};
        begin_typing("", Pad::Digits, longest_code);
    }
}

void Visit::handle(const intent::Back&) {
    if (session.dialog == Dialog::None && session.notices.picture.is_open()) return handle(intent::ClosePicture{});
    if (session.dialog == Dialog::None) return back();
    close_dialog();
}

void Visit::handle(const intent::Home&) { go_home(); }

void Visit::handle(const intent::ToggleElder&) {
    session.theme = session.theme == ThemeName::Elder ? ThemeName::Normal : ThemeName::Elder;
}

void Visit::handle(const intent::ToggleContrast&) {
    session.theme = session.theme == ThemeName::Contrast ? ThemeName::Normal : ThemeName::Contrast;
}

void Visit::handle(const intent::Help&) { session.dialog = Dialog::Help; }
void Visit::handle(const intent::CloseDialog&) { close_dialog(); }

void Visit::handle(const intent::Leave&) {
    if (session.dialog == Dialog::Timeout) return end();
    if (session.dialog == Dialog::Leave) go_home();
}

void Visit::handle(const intent::AskToFinish&) {
    if (!would_lose()) return end();
    session.dialog = Dialog::Finish;
}

void Visit::handle(const intent::FinishVisit&) { end(); }

void Visit::handle(const intent::OpenChannel& wish) {
    session.notices.channel = wish.id;
    session.notices.pages.clear();
    session.notices.total = 0;
    session.notices.loading = true;
    effects.push_back(effect::LoadPages{wish.id, 0, pages_at_once});
}

void Visit::handle(const intent::MorePages&) {
    auto& notices = session.notices;
    if (notices.loading || notices.pages.size() >= notices.total) return;
    notices.loading = true;
    effects.push_back(effect::LoadPages{notices.channel, notices.pages.size(), pages_at_once});
}

void Visit::handle(const intent::OpenPage& wish) {
    auto& notices = session.notices;
    notices.page = wish.id;
    notices.open.reset();
    notices.picture = {};
    notices.ticked.clear();
    notices.printing = {};
    effects.push_back(effect::LoadPage{wish.id});
    go(Screen::Notice);
}

void Visit::handle(const intent::OpenBoardEntry& wish) {
    if (!around.catalogue.board_entry(wish.id)) return;
    session.board.entry = wish.id;
    go(Screen::BoardEntry);
}

void Visit::handle(const event::Tick&) { tick(); }

void Visit::handle(const event::HallChanged& news) {
    mind_memo_pad();
    if (session.screen == Screen::Services && !news.state.accepting) session.screen = Screen::Trouble;
}

void Visit::handle(const event::CatalogueLoaded& news) {
    // What was withdrawn is shown to nobody any longer.
    if (session.screen == Screen::BoardEntry && !news.catalogue->board_entry(session.board.entry)) back();
    // A form whose service has gone or changed keeps its answers; fields that are no longer asked are left out at the end.
    if (session.screen == Screen::Notices) handle(intent::OpenChannel{session.notices.channel});
}

void Visit::handle(const event::PagesLoaded& news) {
    auto& notices = session.notices;
    if (news.channel != notices.channel || news.offset != notices.pages.size()) return;
    notices.pages.insert(notices.pages.end(), news.pages.begin(), news.pages.end());
    notices.total = news.total;
    notices.loading = false;
}

void Visit::handle(const event::PageLoaded& news) {
    if (news.page.id != session.notices.page) return;
    session.notices.open = news.page;
    session.notices.narration = news.narration;
    session.notices.chain = news.chain;
    session.notices.readings = news.readings;
}

void Visit::handle(const event::PageMissing& news) {
    if (session.screen == Screen::Notice && news.id == session.notices.page) back();
}

void Visit::handle(const event::PictureLoaded&) {} // pictures belong to the edition, not to a visit

void Visit::handle(const event::HitsFound& news) {
    if (session.screen != Screen::Search) return;
    session.notices.sought = news.words;
    session.notices.hits = news.hits;
}

} // namespace lianxin
