// One turn of update: the session being changed, what it stands on, and the effects gathered. Internal to update.
#pragma once

#include "kiosk/effect.h"
#include "kiosk/intent.h"
#include "kiosk/surroundings.h"

namespace lianxin {

inline constexpr std::size_t longest_search = 40; ///< characters
inline constexpr std::size_t longest_code = 24;   ///< 16 digits and blanks between them

struct Visit {
    Session& session;
    const Surroundings& around;
    Effects effects;

    // Between screens (update.cpp).
    void go(Screen screen);
    void go_home();
    void forget_session();
    void begin_anew(Screen screen);
    void end();
    void back();
    bool holds_answers() const; ///< a form was begun and something was given to it
    bool would_lose() const; ///< the end of the visit would take something the resident typed or needs
    void leave_screen();
    void tick();
    void close_dialog();

    // Filling in and handing in (update_form.cpp).
    bool in_form() const { return session.screen == Screen::Form || session.screen == review_screen(); }
    /// A form was begun and is neither left nor handed in.
    bool holds_form() const { return !session.form.service.empty(); }
    const Service* service() const { return around.catalogue.service(session.form.service); }
    const Field* field() const;
    void open_field(const std::string& name);
    void take_typed();
    void after_answer();
    void step_on();
    void back_in_form();
    void save();

    // Staff (update_assistance.cpp).
    bool is_for_resident_alone(Screen screen) const;
    /// Where the answers are looked through before they are handed in.
    Screen review_screen() const { return session.assistance.form.kind ? Screen::Readback : Screen::Confirm; }
    void ask_pin();
    void open_staff_menu();
    void back_in_staff();
    void ask_paper(StaffStep step);
    void begin_assisted_form();
    void after_staff_typing();
    std::optional<AssistanceNote> assistance_note() const;

    // Typing (update_typing.cpp).
    void begin_typing(std::string text, Pad pad, std::size_t longest);
    std::string sought() const;
    void ask(const std::optional<PinyinQuery>& query);
    void after_typing();

    // Writing by hand (update_ink.cpp).
    void read_ink();

    // Speaking into the kiosk (update_memo.cpp).
    void begin_recording();
    void mind_memo_pad();
    void end_memo_sound();
    void cut_announcement_short();
    void show_memo();
    void drop_memos();

    // By ear (update_spoken.cpp).
    void tell(const std::string& text, Pace pace = Pace::Usual);
    bool must_be_silent() const;
    bool must_be_told_later(const Heard& heard) const;
    void hush();
    void end_speech(std::uint64_t serial);
    bool shows_personal() const;
    void ask_consent();

    // Progress (update_progress.cpp).
    void find_code(const std::string& code);

    // The receipt on paper (update_printing.cpp).
    void print();
    void print_by_itself();
    bool waits_for_paper(const std::string& receipt) const;

    // Speech (update_reading.cpp).
    void say(Utterance utterance, std::string next = {}); ///< with the visit's volume and speed; what was said before stops
    void read_on();
    void stop_reading();
    void pause_reading();

    // The idle loop (update_signage.cpp).
    void turn_slide();

    // Pages (update_page.cpp).
    void checklist_printed(const std::string& page, std::optional<PrintProblem> problem);

    // Public warnings (update_alert.cpp).
    void heed_alerts(); ///< after whatever happened
    void show_alert(const Alert& alert);
    void say_alert(const Alert& alert);
    void repeat_alert();

    // Every kind of intent.
    void handle(const intent::Touched&);
    void handle(const intent::Start&);
    void handle(const intent::Go&);
    void handle(const intent::Back&);
    void handle(const intent::Home&);
    void handle(const intent::ToggleElder&);
    void handle(const intent::ToggleContrast&);
    void handle(const intent::Help&);
    void handle(const intent::CloseDialog&);
    void handle(const intent::Leave&);
    void handle(const intent::ChooseService&);
    void handle(const intent::BeginForm&);
    void handle(const intent::SetAnswer&);
    void handle(const intent::ChooseTownship&);
    void handle(const intent::Next&);
    void handle(const intent::EditAnswer&);
    void handle(const intent::Submit&);
    void handle(const intent::TryAgain&);
    void handle(const intent::Letter&);
    void handle(const intent::Put&);
    void handle(const intent::Backspace&);
    void handle(const intent::Clear&);
    void handle(const intent::Pick&);
    void handle(const intent::Spell&);
    void handle(const intent::TurnPage&);
    void handle(const intent::SwitchPad&);
    void handle(const intent::MoveCaret&);
    void handle(const intent::Find&);
    void handle(const intent::Scanned&);
    void handle(const intent::OpenChannel&);
    void handle(const intent::MorePages&);
    void handle(const intent::OpenPage&);
    void handle(const intent::OpenBoardEntry&);
    void handle(const intent::Search&);
    void handle(const intent::AskToFinish&);
    void handle(const intent::FinishVisit&);
    void handle(const intent::Undo&);
    void handle(const intent::AddStroke&);
    void handle(const intent::UndoStroke&);
    void handle(const intent::ClearInk&);
    void handle(const intent::PickInk&);
    void handle(const intent::RecordMemo&);
    void handle(const intent::StopMemo&);
    void handle(const intent::PlayMemo&);
    void handle(const intent::DropMemo&);
    void handle(const intent::Read&);
    void handle(const intent::PauseReading&);
    void handle(const intent::RepeatPassage&);
    void handle(const intent::SkipPassage&);
    void handle(const intent::StopReading&);
    void handle(const intent::SetSpeed&);
    void handle(const intent::SetVolume&);
    void handle(const intent::StartSpoken&);
    void handle(const intent::EndSpoken&);
    void handle(const intent::Focus&);
    void handle(const intent::Tell&);
    void handle(const intent::RepeatSpoken&);
    void handle(const intent::AskPersonal&);
    void handle(const intent::SayPersonal&);
    void handle(const intent::OpenStaff&);
    void handle(const intent::EnterPin&);
    void handle(const intent::ShowKioskState&);
    void handle(const intent::BeginAssistance&);
    void handle(const intent::EnterPaper&);
    void handle(const intent::EndAssistance&);
    void handle(const intent::ConfirmPage&);
    void handle(const intent::ShowStick&);
    void handle(const intent::LookAtStick&);
    void handle(const intent::UseStick&);
    void handle(const intent::PrintReceipt&);
    void handle(const intent::EnlargePicture&);
    void handle(const intent::Enlarge&);
    void handle(const intent::ClosePicture&);
    void handle(const intent::TickDocument&);
    void handle(const intent::PrintChecklist&);
    void handle(const intent::AcknowledgeAlert&);
    void handle(const intent::ShowAlert&);
    void handle(const intent::ReadAlert&);

    // Every kind of event.
    void handle(const event::Tick&);
    void handle(const event::HallChanged&);
    void handle(const event::CatalogueLoaded&);
    void handle(const event::DraftFound&);
    void handle(const event::Saved&);
    void handle(const event::NotSaved&);
    void handle(const event::PinyinAnswered&);
    void handle(const event::PagesLoaded&);
    void handle(const event::PageLoaded&);
    void handle(const event::PageMissing&);
    void handle(const event::HitsFound&);
    void handle(const event::UpdatesFound&);
    void handle(const event::PictureLoaded&);
    void handle(const event::InkRead&);
    void handle(const event::MemoLevel&);
    void handle(const event::MemoRecorded&);
    void handle(const event::MemoFailed&);
    void handle(const event::MemoPlayed&);
    void handle(const event::SpeechEnded&);
    void handle(const event::PinChecked&);
    void handle(const event::PaperChecked&);
    void handle(const event::Printed&);
    void handle(const event::NotPrinted&);
    void handle(const event::ChecklistPrinted& news) { checklist_printed(news.page, news.problem); }
    void handle(const event::DevicesChanged&);
    void handle(const event::StickChanged&);
    void handle(const event::StickSilent&);
};

/// When a warning on an idle kiosk is said again (monotonic), if it is.
std::optional<Milliseconds> alert_said_again(const Session& session, const Surroundings& around);

} // namespace lianxin
