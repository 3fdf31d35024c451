// The on-screen keyboard: pinyin on 26 and on nine keys with candidates, handwriting, Latin letters, digits and signs. It draws what the composer holds and
// says which key was tapped; what a key does is decided elsewhere.
#pragma once

#include "kiosk/input/composer.h"
#include "kiosk/input/ink.h"
#include "kiosk/ui/memo_pad.h"
#include "kiosk/ui/ui.h"

#include <optional>
#include <string>

namespace lianxin {

struct Keystroke {
    enum class Kind { Letter, Put, Backspace, Clear, Pick, TurnPage, SwitchPad, Done, Undo, Spell, Stroke, UndoStroke, ClearInk, PickInk, Memo } kind = Kind::Letter;
    std::string text;         ///< Letter, Put
    std::size_t index = 0;    ///< Pick: into candidates(); Spell: into readings(); PickInk: into the candidates of the ink
    int pages = 0;            ///< TurnPage
    Pad pad = Pad::Pinyin;    ///< SwitchPad
    InkStroke ink = {};       ///< Stroke
    MemoDeed memo = MemoDeed::Record; ///< Memo
};

/// What the field that is typed into wants of the keyboard.
struct KeyboardOptions {
    Pad home = Pad::Pinyin;       ///< the pad the field began with; Digits has no way to letters
    std::string_view done;        ///< words on the key that ends typing
    bool with_x = false;          ///< an X among the digits, for identity numbers
    const MemoState* memo = nullptr; ///< where one may speak instead of writing
    MemoMeans memo_means = {};
};

std::optional<Keystroke> keyboard(Ui& ui, Rect rect, const Composer& composer, const InkState& ink, const KeyboardOptions& options);
/// The height it wants in that width.
float keyboard_height(const Theme& theme, float width, Pad home);

} // namespace lianxin
