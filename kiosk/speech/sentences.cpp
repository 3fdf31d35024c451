// Finding the ends of sentences.
#include "kiosk/speech/sentences.h"

#include "records/base/text.h"

#include <optional>

namespace lianxin {
namespace {

constexpr std::size_t long_sentence = 60;  ///< characters; beyond, the next comma ends it
constexpr std::size_t longest_breath = 120; ///< beyond, it ends anywhere
constexpr std::size_t longest_bracket = 80;

bool is_one_of(char32_t character, std::u32string_view set) { return set.find(character) != std::u32string_view::npos; }
bool ends_sentence(char32_t character) { return is_one_of(character, U"。！？!?；;…"); }
bool is_comma(char32_t character) { return is_one_of(character, U"，,、：:"); }
bool closes(char32_t character) { return is_one_of(character, U"”’」』）)】》〉"); }
bool opens_bracket(char32_t character) { return is_one_of(character, U"（("); }
bool closes_bracket(char32_t character) { return is_one_of(character, U"）)"); }
bool is_blank(char32_t character) { return is_one_of(character, U" \t\r\n\u3000\u00a0"); }
bool can_be_said(char32_t character) {
    return is_han(character) || (character >= U'0' && character <= U'9') || (character >= U'a' && character <= U'z') || (character >= U'A' && character <= U'Z');
}

class Cutter {
  public:
    explicit Cutter(std::string_view text) : text_(text) {}

    std::vector<TextRange> cut() {
        while (at_ < text_.size()) step();
        end(text_.size());
        return std::move(sentences_);
    }

  private:
    void step() {
        const auto [character, length] = code_point_at(text_, at_);
        if (character == U'\n') {
            end(at_);
            at_ += length;
            start_ = at_;
            return;
        }
        at_ += length;
        ++characters_;
        saying_ = saying_ || can_be_said(character);
        if (opens_bracket(character)) bracket_ = bracket_.value_or(characters_);
        if (closes_bracket(character)) bracket_.reset();
        const bool kept_together = bracket_ && characters_ - *bracket_ < longest_bracket;
        const bool over = (ends_sentence(character) && !kept_together) || (characters_ >= long_sentence && is_comma(character)) || characters_ >= longest_breath;
        if (over) {
            take_closers();
            end(at_);
        }
    }

    void take_closers() {
        while (at_ < text_.size()) {
            const auto [character, length] = code_point_at(text_, at_);
            if (!closes(character) && !ends_sentence(character)) return;
            at_ += length;
        }
    }

    void end(std::size_t at) {
        TextRange range{start_, at};
        while (range.begin < range.end && is_blank(code_point_at(text_, range.begin).value)) range.begin += code_point_at(text_, range.begin).length;
        while (range.end > range.begin && is_blank(code_point_at(text_, previous_start(text_, range.end)).value)) range.end = previous_start(text_, range.end);
        if (saying_) sentences_.push_back(range);
        start_ = at;
        characters_ = 0;
        saying_ = false;
        bracket_.reset();
    }

    std::string_view text_;
    std::size_t at_ = 0, start_ = 0, characters_ = 0;
    std::optional<std::size_t> bracket_; ///< where it was opened
    bool saying_ = false;                ///< there is something to say
    std::vector<TextRange> sentences_;
};

} // namespace

std::vector<TextRange> sentences_of(std::string_view text) { return Cutter(text).cut(); }

} // namespace lianxin
