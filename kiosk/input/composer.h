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

/// What a field accepts, and which pad is shown for it.
enum class Pad { Pinyin, NineKey, Ink, Latin, Digits, Symbols, None };

/// Asks the pinyin engine: these letters, after these picks from its candidate list were made.
struct PinyinQuery {
    std::uint64_t serial = 0;
    std::string letters;
    std::vector<std::size_t> picks;
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
    const std::string& preedit() const { return preedit_; }
    const std::vector<std::string>& candidates() const { return candidates_; }
    std::size_t first_candidate() const { return first_; } ///< of the page shown
    Pad pad() const { return pad_; }
    const std::string& letters() const { return letters_; } ///< typed, not yet characters
    bool composing() const { return !letters_.empty(); }
    static constexpr std::size_t page_size = 8;

    /// Each may ask for candidates; the answer is given to `answer`.
    [[nodiscard]] std::optional<PinyinQuery> letter(char letter);     ///< a–z while in Pinyin, else put as it is
    [[nodiscard]] std::optional<PinyinQuery> backspace();             ///< takes a letter, else the character before the caret
    [[nodiscard]] std::optional<PinyinQuery> pick(std::size_t index); ///< index into candidates()
    void answer(const PinyinAnswer& answer);

    /// Puts characters at the caret, as far as they fit; letters being composed are dropped.
    void put(std::string_view characters);
    void set_pad(Pad pad);
    void turn_page(int pages);
    void move_caret(std::size_t byte_offset);
    void clear();
    /// Overwrites everything typed.
    void forget();

  private:
    PinyinQuery query();
    void stop_composing();

    std::string text_;
    std::size_t caret_ = 0;
    std::size_t longest_ = 1000; ///< characters
    Pad pad_ = Pad::None;
    std::string letters_;
    std::vector<std::size_t> picks_;
    std::string preedit_;
    std::vector<std::string> candidates_;
    std::size_t first_ = 0;
    std::uint64_t serial_ = 0;
};

} // namespace lianxin
