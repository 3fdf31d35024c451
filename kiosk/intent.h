// What a resident wants, as a screen understood it from touches. Screens push these; only update acts on them.
#pragma once

#include "kiosk/session.h"

#include <string>
#include <variant>
#include <vector>

namespace lianxin {

namespace intent {
struct Touched {};                    ///< any touch at all: the resident is still there
struct Start {};                      ///< leave the idle screen
struct Go { Screen screen; };         ///< home's tiles and their like: Services, Notices, Progress, Search, Board
struct Back {};
struct Home {};
struct ToggleElder {};
struct ToggleContrast {};
struct Help {};
struct CloseDialog {};                ///< stay (Timeout, Leave), understood (Help), try later (Failed)
struct Leave {};                      ///< yes, throw the form away (dialog Leave), or end the visit (Timeout)
struct ChooseService { std::string id; };
struct BeginForm {};                  ///< from the form's first page to its first field
struct SetAnswer { std::string field, value; };  ///< choice, many, identity, date, number, division
struct ChooseTownship { std::string code; };     ///< empty: back to the list of townships
struct Next {};                       ///< form.next
struct EditAnswer { std::string field; };        ///< from the confirm page
struct Submit {};
struct TryAgain {};                   ///< hand in again after a failure
struct Letter { char letter; };
struct Put { std::string text; };     ///< digits, punctuation, Latin letters, text from a test
struct Backspace {};
struct Clear {};
struct Pick { std::size_t index; };   ///< into composer.candidates()
struct Spell { std::size_t index; };  ///< into composer.readings()
struct TurnPage { int pages; };
struct SwitchPad { Pad pad; };
struct MoveCaret { std::size_t byte_offset; CaretSide side = CaretSide::AfterBreak; };
struct Find {};                       ///< progress.find
struct Scanned { std::string text; }; ///< a receipt's QR read by the hand scanner
struct OpenChannel { std::string id; }; ///< empty: all
struct MorePages {};                  ///< the list was scrolled to its end
struct OpenPage { std::string id; };
struct OpenBoardEntry { std::string id; };
struct Search {};                     ///< look for the composer's text now
struct AskToFinish {};                ///< 结束并清除 from any screen; asks back when something would be lost
struct FinishVisit {};                ///< without asking: 办好了 after the receipt, and the answer to AskToFinish
struct Undo {};                       ///< takes back the last change of the text
// Handwriting.
struct AddStroke { InkStroke stroke; };
struct UndoStroke {};
struct ClearInk {};
struct PickInk { std::size_t index; }; ///< into ink.candidates
// Voice memo of the field that is asked now.
struct RecordMemo {};
struct StopMemo {};                   ///< recording or playing
struct PlayMemo {};
struct DropMemo {};                   ///< to record it anew
// Reading aloud.
struct Read { std::vector<Passage> passages; };
struct PauseReading {};               ///< or go on
struct RepeatPassage {};
struct SkipPassage {};
struct StopReading {};
struct SetSpeed { int speed; };
struct SetVolume { int volume; };
// Spoken mode.
struct StartSpoken {};
struct EndSpoken {};
struct Focus { std::string id, spoken; Pace pace = Pace::Usual; }; ///< a finger or a swipe came to a target
struct Tell { Heard heard; std::string text; Pace pace = Pace::Usual; }; ///< the screen says what is new on it; no deed of the resident
struct RepeatSpoken {};               ///< what was said last, once more
struct AskPersonal {};                ///< asked for again: may it be said aloud?
struct SayPersonal {};                ///< yes, although others may hear it
// Staff.
struct OpenStaff {};
struct EnterPin {};                   ///< the composer holds it
struct ShowKioskState {};             ///< what the kiosk needs
struct BeginAssistance { Assistance kind; };
struct EnterPaper {};                 ///< the composer holds the paper form's number or day
struct EndAssistance {};              ///< staff leaves; the visit ends
struct ConfirmPage {};                ///< the resident says that this page is right
// A technician's stick.
struct ShowStick {};
struct LookAtStick {};                ///< once more
struct UseStick { StickDeed deed; };
// Printing.
struct PrintReceipt {};
// An open page.
struct EnlargePicture { std::string path, caption; };
struct Enlarge { int steps; };        ///< or less
struct ClosePicture {};
struct TickDocument { std::size_t index; };
struct PrintChecklist {};
// Public warnings.
struct AcknowledgeAlert {};           ///< seen; the screen is given back
struct ShowAlert { std::string key; };
struct ReadAlert {};                  ///< once more
} // namespace intent

using Intent = std::variant<intent::Touched, intent::Start, intent::Go, intent::Back, intent::Home, intent::ToggleElder,
                            intent::ToggleContrast, intent::Help, intent::CloseDialog, intent::Leave, intent::ChooseService,
                            intent::BeginForm, intent::SetAnswer, intent::ChooseTownship, intent::Next, intent::EditAnswer, intent::Submit,
                            intent::TryAgain, intent::Letter, intent::Put, intent::Backspace, intent::Clear, intent::Pick, intent::Spell, intent::TurnPage,
                            intent::SwitchPad, intent::MoveCaret, intent::Find, intent::Scanned, intent::OpenChannel, intent::MorePages,
                            intent::OpenPage, intent::OpenBoardEntry, intent::Search, intent::AskToFinish, intent::FinishVisit, intent::Undo, intent::AddStroke, intent::UndoStroke,
                            intent::ClearInk, intent::PickInk, intent::RecordMemo, intent::StopMemo, intent::PlayMemo, intent::DropMemo,
                            intent::Read, intent::PauseReading, intent::RepeatPassage, intent::SkipPassage, intent::StopReading,
                            intent::SetSpeed, intent::SetVolume, intent::StartSpoken, intent::EndSpoken, intent::Focus, intent::Tell,
                            intent::RepeatSpoken, intent::AskPersonal, intent::SayPersonal, intent::OpenStaff, intent::EnterPin,
                            intent::ShowKioskState, intent::BeginAssistance, intent::EnterPaper, intent::EndAssistance, intent::ConfirmPage, intent::ShowStick, intent::LookAtStick,
                            intent::UseStick, intent::PrintReceipt,
                            intent::EnlargePicture, intent::Enlarge, intent::ClosePicture, intent::TickDocument, intent::PrintChecklist, intent::AcknowledgeAlert,
                            intent::ShowAlert, intent::ReadAlert>;

using Intents = std::vector<Intent>;

} // namespace lianxin
