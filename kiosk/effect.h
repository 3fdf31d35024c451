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
struct Save { std::string service; Answers answers; };
/// Something will be typed soon: get the pinyin engine ready. It takes memory, so an idle kiosk does without it.
struct PrepareTyping {};
struct AskPinyin { PinyinQuery query; };
struct LoadPages { std::string channel; std::size_t offset; std::size_t count; };
struct LoadPage { std::string id; };
struct Search { std::string words; };
struct FindUpdates { std::string code; };
/// Decode a picture of the edition.
struct LoadPicture { std::string path; };
/// The visit is over: caches that held its text are emptied.
struct Forget {};
} // namespace effect

using Effect = std::variant<effect::LoadCatalogue, effect::CheckHall, effect::LoadDraft, effect::KeepDraft, effect::DropDraft, effect::Save, effect::PrepareTyping, effect::AskPinyin,
                            effect::LoadPages, effect::LoadPage, effect::Search, effect::FindUpdates, effect::LoadPicture, effect::Forget>;
using Effects = std::vector<Effect>;

} // namespace lianxin
