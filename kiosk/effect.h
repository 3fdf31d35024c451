// What update wants done outside: performed by the worker, answered with events.
#pragma once

#include "kiosk/event.h"

#include <variant>
#include <vector>

namespace lianxin {

namespace effect {
struct LoadCatalogue {};
/// Look anew at disk and stores, before a visit begins: answers with HallChanged.
struct CheckHall {};
struct LoadDraft {};
struct KeepDraft { Draft draft; };
struct DropDraft {};
/// Seal, store, and answer Saved or NotSaved.
struct Save { std::string service; Answers answers; std::optional<AssistanceNote> assistance = {}; Memos memos = {}; };
/// Something will be typed soon: get the pinyin engine ready. It takes memory, so an idle kiosk does without it.
struct PrepareTyping {};
struct AskPinyin { PinyinQuery query; };
struct LoadPages { std::string channel; std::size_t offset; std::size_t count; };
struct LoadPage { std::string id; };
struct Search { std::string words; };
struct FindUpdates { std::string code; };
/// Decode a picture of the edition.
struct LoadPicture { std::string path; };
/// The visit is over: caches that held its text are emptied, devices fall silent.
struct Forget {};
struct ReadInk { std::uint64_t serial; Strokes strokes; };
/// Records until StopMemo or the longest time; answers MemoLevel, then MemoRecorded or MemoFailed. An earlier memo of the field stays until then.
struct RecordMemo { std::string field; Milliseconds longest; };
struct StopMemo {};
/// Answers MemoPlayed, unless Silence or something to say comes first.
struct PlayMemo { std::string field; int volume; };
struct DropMemo { std::string field; };
/// Says one thing; what was being said before stops. Answers SpeechEnded unless Silence or another Speak comes first.
struct Speak { std::uint64_t serial; Utterance utterance; std::string next; }; ///< next: what will probably follow, made ready
struct Silence {};
struct CheckPin { Bytes pin; }; ///< digits; on the heap, where freed memory is overwritten
/// Whether a paper form of that number was entered here: answers PaperChecked.
struct CheckPaper { std::string number; };
/// Staff have gone from the screen, for whatever reason.
struct StaffLeft { std::string id; };
/// Answers Printed or NotPrinted in bounded time. The receipt is the resident's before and whatever comes of it.
struct Print { Receipt receipt; ThemeName theme = ThemeName::Normal; };
/// The documents that a page asks for, to tick at home. Answers ChecklistPrinted.
struct PrintChecklist { std::string page, title; std::vector<Document> documents; std::string department, phone; ThemeName theme = ThemeName::Normal; };
/// Tell what is plugged in, again and again until LeaveStick: answers StickChanged or StickSilent.
struct LookAtStick {};
struct LeaveStick {};
/// Answers StickChanged until it is done or failed.
struct UseStick { StickDeed deed; };
} // namespace effect

using Effect = std::variant<effect::LoadCatalogue, effect::CheckHall, effect::LoadDraft, effect::KeepDraft, effect::DropDraft, effect::Save,
                            effect::PrepareTyping, effect::AskPinyin, effect::LoadPages, effect::LoadPage, effect::Search,
                            effect::FindUpdates, effect::LoadPicture, effect::Forget, effect::ReadInk, effect::RecordMemo, effect::StopMemo,
                            effect::PlayMemo, effect::DropMemo, effect::Speak, effect::Silence, effect::CheckPin,
                            effect::CheckPaper, effect::StaffLeft, effect::Print, effect::PrintChecklist, effect::LookAtStick, effect::LeaveStick, effect::UseStick>;
using Effects = std::vector<Effect>;

} // namespace lianxin
