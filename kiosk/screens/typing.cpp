// Turns keystrokes into intents.
#include "kiosk/screens/typing.h"

namespace lianxin {

namespace {

Intent wish_of(MemoDeed deed) {
    switch (deed) {
    case MemoDeed::Record: return intent::RecordMemo{};
    case MemoDeed::Stop: return intent::StopMemo{};
    case MemoDeed::Play: return intent::PlayMemo{};
    case MemoDeed::Drop: return intent::DropMemo{};
    }
    return intent::Touched{};
}

} // namespace

void draw_keyboard(Ui& ui, Intents& intents, Rect rect, const Session& session, const KeyboardOptions& options, const Intent& done) {
    const auto stroke = keyboard(ui, rect, session.composer, session.ink, options);
    if (!stroke) return;
    switch (stroke->kind) {
    case Keystroke::Kind::Letter: intents.push_back(intent::Letter{stroke->text.front()}); break;
    case Keystroke::Kind::Put: intents.push_back(intent::Put{stroke->text}); break;
    case Keystroke::Kind::Backspace: intents.push_back(intent::Backspace{}); break;
    case Keystroke::Kind::Clear: intents.push_back(intent::Clear{}); break;
    case Keystroke::Kind::Pick: intents.push_back(intent::Pick{stroke->index}); break;
    case Keystroke::Kind::TurnPage: intents.push_back(intent::TurnPage{stroke->pages}); break;
    case Keystroke::Kind::SwitchPad: intents.push_back(intent::SwitchPad{stroke->pad}); break;
    case Keystroke::Kind::Undo: intents.push_back(intent::Undo{}); break;
    case Keystroke::Kind::Spell: intents.push_back(intent::Spell{stroke->index}); break;
    case Keystroke::Kind::Stroke: intents.push_back(intent::AddStroke{stroke->ink}); break;
    case Keystroke::Kind::UndoStroke: intents.push_back(intent::UndoStroke{}); break;
    case Keystroke::Kind::ClearInk: intents.push_back(intent::ClearInk{}); break;
    case Keystroke::Kind::PickInk: intents.push_back(intent::PickInk{stroke->index}); break;
    case Keystroke::Kind::Memo: intents.push_back(wish_of(stroke->memo)); break;
    case Keystroke::Kind::Done: intents.push_back(done); break;
    }
}

std::string grouped(std::string_view digits, std::initializer_list<std::size_t> groups) {
    std::string out;
    for (const std::size_t size : groups) {
        if (digits.empty()) return out;
        if (!out.empty()) out += ' ';
        out += digits.substr(0, size);
        digits.remove_prefix(std::min(size, digits.size()));
    }
    if (!digits.empty() && !out.empty()) out += ' ';
    return out += digits;
}

} // namespace lianxin
