// The things screens are made of: buttons, tiles, rows, choices, banners, steps and the text being typed.
// Each draws itself into a rectangle, tells Touch what it is, and says whether it was tapped.
#pragma once

#include "kiosk/input/composer.h"
#include "kiosk/ui/ui.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lianxin {

enum class Emphasis { Primary, Secondary, Quiet };
enum class IconPlace { Before, After };

struct Button {
    std::string id;
    std::string_view label;
    Emphasis emphasis = Emphasis::Secondary;
    std::string_view icon = {};
    std::string_view spoken = {}; ///< the label when empty
    bool enabled = true;
    IconPlace icon_place = IconPlace::Before;
};
bool button(Ui& ui, Rect rect, const Button& what);
/// How wide its words and icon want it to be.
float button_width(Ui& ui, const Button& what);

/// A large card with an icon, a title and a line about it.
struct Tile {
    std::string id;
    std::string_view title, summary, icon;
    Emphasis emphasis = Emphasis::Secondary;
};
/// Tiles that stand together: their words are set alike, and either all have a picture and a line about it or none has. Gives the index
/// of the one that was tapped.
std::optional<std::size_t> tiles(Ui& ui, const std::vector<Rect>& places, const std::vector<Tile>& all);
/// A tile lying down: icon left, words right.
bool wide_tile(Ui& ui, Rect rect, const Tile& what);
/// The least height that shows the words of a lying tile whole.
float wide_tile_height(Ui& ui, float width, const Tile& what);

enum class Mood { Calm, Good, Caution, Alarm };

/// One entry of a list.
struct Row {
    std::string id;
    std::string_view title, summary, meta;
    std::string_view badge = {};
    std::vector<std::pair<std::size_t, std::size_t>> marks = {}; ///< found words in the summary, in bytes
    Mood mood = Mood::Calm; ///< of the badge
};
bool row(Ui& ui, Rect rect, const Row& what);
float row_height(Ui& ui, float width, const Row& what);

/// One of several answers; `Check` may be combined with others.
struct ChoiceRow {
    std::string id;
    std::string_view label, detail;
    Role role = Role::Choice;
    bool selected = false;
};
bool choice(Ui& ui, Rect rect, const ChoiceRow& what);
float choice_height(Ui& ui, float width, const ChoiceRow& what);

/// A sentence with an icon on a tinted ground; gives its height. Read aloud under `id`.
float banner(Ui& ui, Rect where, std::string_view id, std::string_view text, Mood mood);
float banner_height(Ui& ui, float width, std::string_view text);

/// A row of segments, the first `current` of them filled.
void steps(Ui& ui, Rect rect, int current, int total);

/// A white card with a fine edge.
void card(Ui& ui, Rect rect);

/// The text being typed, with caret and letters not yet turned into characters.
struct TextField {
    std::string id;
    std::string_view spoken;
    std::string_view text;
    std::size_t caret = 0; ///< byte offset
    std::string_view preedit;
    std::string_view hint; ///< shown while empty
    Mood mood = Mood::Calm;
    CaretSide side = CaretSide::AfterBreak;
};
/// Where a finger put the caret: a byte offset, and on which side of a line break.
struct CaretPlace {
    std::size_t offset = 0;
    CaretSide side = CaretSide::AfterBreak;
};
/// Rolls under a finger when the text is longer than the box, and to the caret whenever that moves. Gives the place that was tapped.
std::optional<CaretPlace> text_field(Ui& ui, Rect rect, const TextField& what);
/// A number in large figures, grouped ("138 0013 8000"); `figures` as shown, `value` as meant.
void figure_field(Ui& ui, Rect rect, std::string_view id, std::string_view spoken, std::string_view figures, std::string_view value,
                  std::string_view hint, Mood mood);

/// Text that is read aloud as one thing under `id`; gives its height.
float spoken_text(Ui& ui, Rect where, std::string_view id, std::string_view text, const Type& type, Color color, Align align = Align::Left);

/// Covers everything drawn before and gives the card to draw a dialog on, of that content height.
Rect dialog_card(Ui& ui, float content_height);

} // namespace lianxin
