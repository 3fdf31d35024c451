// The text being typed: content, caret, the letters not yet turned into characters, and the candidates offered for them.
// A state machine without screen or engine; letters go out as a query and candidates come back as an answer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lianxin {

/// What a field accepts, and which pad is shown for it. On Memo nothing is typed: it is spoken.
enum class Pad { Pinyin, NineKey, Ink, Latin, Digits, Symbols, Memo, None };
/// Whether Chinese is written with it; the others are left again after a sign or two.
constexpr bool is_writing(Pad pad) { return pad == Pad::Pinyin || pad == Pad::NineKey || pad == Pad::Ink; }

/// Which keys the letters come from: 26 with one letter each, or 2 to 9 with several.
enum class KeyLayout { Letters, NineKey };

/// Where a line breaks without a line end, one place in the text is two on the screen.
enum class CaretSide { AfterBreak, BeforeBreak };

/// Asks the pinyin engine: these letters, after these picks from its candidate list were made.
struct PinyinQuery {
    std::uint64_t serial = 0;
    std::string letters; ///< a–z, on nine keys 2–9 too; ' parts syllables
    std::vector<std::size_t> picks;
    KeyLayout layout = KeyLayout::Letters;
};

struct PinyinAnswer {
    std::uint64_t serial = 0;
    std::string committed; ///< set when the picks have used up all letters
    std::string preedit;   ///< what is shown while composing: "我们cun li"
    std::vector<std::string> candidates;
};

class Composer {
  public:
    /// Begins with a text, the caret at its end.
    void begin(std::string text, Pad pad, std::size_t longest);

    const std::string& text() const { return text_; }
    std::size_t caret() const { return caret_; } ///< byte offset into text
    CaretSide caret_side() const { return side_; }
    const std::string& preedit() const { return preedit_; }
    const std::vector<std::string>& candidates() const { return candidates_; }
    std::size_t first_candidate() const { return first_; } ///< of the page shown
    Pad pad() const { return pad_; }
    Pad writing_pad() const { return writing_; }           ///< where signs and digits lead back to
    std::size_t sign_page() const { return sign_page_; }   ///< of the symbols; pages come round again
    const std::string& letters() const { return letters_; } ///< typed, not yet characters
    bool composing() const { return !letters_.empty(); }
    /// What the digits at the front may spell, while nine keys are typed and nothing is picked.
    std::vector<std::string> readings() const;
    bool can_undo() const { return composing() || !past_.empty(); }
    static constexpr std::size_t page_size = 8;
    static constexpr std::size_t most_readings = 12;
    static constexpr std::size_t most_steps = 60; ///< that can be undone

    /// Each may ask for candidates; the answer is given to `answer`.
    [[nodiscard]] std::optional<PinyinQuery> letter(char letter);     ///< a–z or 2–9 by the pad, else put as it is
    [[nodiscard]] std::optional<PinyinQuery> backspace();             ///< takes a letter, else the character before the caret
    [[nodiscard]] std::optional<PinyinQuery> pick(std::size_t index); ///< index into candidates()
    [[nodiscard]] std::optional<PinyinQuery> spell(std::size_t index); ///< index into readings()
    void answer(const PinyinAnswer& answer);

    /// Puts characters at the caret, as far as they fit; letters being composed are dropped.
    void put(std::string_view characters);
    void set_pad(Pad pad);
    void turn_page(int pages);
    void move_caret(std::size_t byte_offset, CaretSide side = CaretSide::AfterBreak);
    void clear();
    /// Takes back the letters being composed, else the last step: one word put, one run of deleting, one clearing.
    void undo();
    /// Overwrites everything typed.
    void forget();

  private:
    /// What a step did; steps of one kind in a row are one, where that is how people see them.
    enum class Deed { None, Word, Sign, Delete, Clear };
    struct Step {
        std::string text;
        std::size_t caret = 0;
    };

    PinyinQuery query();
    void stop_composing();
    void take_letter();
    void remember(Deed deed);
    void wipe_past();

    std::string text_;
    std::size_t caret_ = 0;
    CaretSide side_ = CaretSide::AfterBreak;
    std::size_t longest_ = 1000; ///< characters
    Pad pad_ = Pad::None, writing_ = Pad::Pinyin;
    std::size_t sign_page_ = 0;
    std::string letters_;
    std::vector<std::size_t> picks_;
    std::string preedit_;
    std::vector<std::string> candidates_;
    std::size_t first_ = 0;
    std::uint64_t serial_ = 0;
    std::vector<Step> past_; ///< what it was before each step, oldest first
    Deed last_deed_ = Deed::None;
};

} // namespace lianxin
