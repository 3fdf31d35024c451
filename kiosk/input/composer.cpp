// Typing, one key at a time.
#include "kiosk/input/composer.h"

#include "kiosk/input/nine_key.h"
#include "records/base/bytes.h"
#include "records/base/text.h"

#include <algorithm>

namespace lianxin {
namespace {

/// Longer letter runs than any sentence people type; keeps the engine's work bounded.
constexpr std::size_t longest_letters = 60;
constexpr char parting = '\''; // between syllables whose reading was chosen

bool is_letter_or_digit(std::string_view text) {
    const auto is_plain = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    return text.size() == 1 && is_plain(text.front());
}

/// Where the letters begin that no reading was chosen for.
std::size_t unread_from(std::string_view letters) {
    const auto last = letters.rfind(parting);
    return last == letters.npos ? 0 : last + 1;
}

} // namespace

void Composer::begin(std::string text, Pad pad, std::size_t longest) {
    wipe_past();
    text_ = std::move(text);
    caret_ = text_.size();
    side_ = CaretSide::AfterBreak;
    longest_ = longest;
    pad_ = pad;
    if (is_writing(pad)) writing_ = pad;
    sign_page_ = 0;
    stop_composing();
}

PinyinQuery Composer::query() { return {++serial_, letters_, picks_, pad_ == Pad::NineKey ? KeyLayout::NineKey : KeyLayout::Letters}; }

void Composer::stop_composing() {
    letters_.clear();
    picks_.clear();
    preedit_.clear();
    candidates_.clear();
    first_ = 0;
    ++serial_; // an answer still on its way belongs to letters that are gone
}

std::vector<std::string> Composer::readings() const {
    if (pad_ != Pad::NineKey || !picks_.empty()) return {};
    return readings_of(std::string_view(letters_).substr(unread_from(letters_)), most_readings);
}

void Composer::remember(Deed deed) {
    const bool goes_on = deed == last_deed_ && (deed == Deed::Sign || deed == Deed::Delete);
    last_deed_ = deed;
    if (goes_on) return;
    if (past_.size() >= most_steps) {
        wipe(past_.front().text);
        past_.erase(past_.begin());
    }
    past_.push_back({text_, caret_});
}

void Composer::wipe_past() {
    for (auto& step : past_) wipe(step.text);
    past_.clear();
    last_deed_ = Deed::None;
}

std::optional<PinyinQuery> Composer::letter(char letter) {
    if (pad_ != Pad::Pinyin && pad_ != Pad::NineKey) {
        put(std::string(1, letter));
        return std::nullopt;
    }
    const bool is_key = pad_ == Pad::NineKey ? letter >= '2' && letter <= '9' : letter >= 'a' && letter <= 'z';
    if (!is_key || letters_.size() >= longest_letters) return std::nullopt;
    letters_ += letter;
    preedit_ += letter;
    return query();
}

/// The last letter; a chosen reading becomes digits again.
void Composer::take_letter() {
    if (letters_.back() != parting) return letters_.pop_back();
    letters_.pop_back();
    const std::size_t from = unread_from(letters_);
    letters_ = letters_.substr(0, from) + keys_of(std::string_view(letters_).substr(from));
}

std::optional<PinyinQuery> Composer::backspace() {
    if (!composing()) {
        if (caret_ == 0) return std::nullopt;
        remember(Deed::Delete);
        const std::size_t start = previous_start(text_, caret_);
        text_.erase(start, caret_ - start);
        caret_ = start;
        side_ = CaretSide::AfterBreak;
        return std::nullopt;
    }
    if (!picks_.empty())
        picks_.pop_back();
    else
        take_letter();
    if (letters_.empty()) {
        stop_composing();
        return std::nullopt;
    }
    return query();
}

std::optional<PinyinQuery> Composer::pick(std::size_t index) {
    if (!composing() || index >= candidates_.size()) return std::nullopt;
    picks_.push_back(index);
    return query();
}

std::optional<PinyinQuery> Composer::spell(std::size_t index) {
    const auto offered = readings();
    if (index >= offered.size()) return std::nullopt;
    const std::size_t from = unread_from(letters_);
    letters_.replace(from, offered[index].size(), offered[index] + parting);
    return query();
}

void Composer::answer(const PinyinAnswer& answer) {
    if (answer.serial != serial_ || !composing()) return;
    if (!answer.committed.empty()) {
        put(answer.committed);
        return;
    }
    preedit_ = answer.preedit;
    candidates_ = answer.candidates;
    first_ = 0;
}

void Composer::put(std::string_view characters) {
    stop_composing();
    const std::size_t taken = count_characters(text_);
    if (taken >= longest_ || characters.empty()) return;
    remember(is_letter_or_digit(characters) ? Deed::Sign : Deed::Word);
    const std::string_view fitting = first_characters(characters, longest_ - taken);
    text_.insert(caret_, fitting);
    caret_ += fitting.size();
    side_ = CaretSide::AfterBreak;
}

void Composer::set_pad(Pad pad) {
    stop_composing();
    pad_ = pad;
    if (is_writing(pad)) writing_ = pad;
    sign_page_ = 0;
}

void Composer::turn_page(int pages) {
    if (pad_ == Pad::Symbols) {
        sign_page_ = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(sign_page_) + pages));
        return;
    }
    const auto last = candidates_.empty() ? 0 : (candidates_.size() - 1) / page_size;
    const auto page = static_cast<std::ptrdiff_t>(first_ / page_size) + pages;
    first_ = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(page, 0, static_cast<std::ptrdiff_t>(last))) * page_size;
}

void Composer::move_caret(std::size_t byte_offset, CaretSide side) {
    stop_composing();
    std::size_t at = 0;
    while (at < text_.size() && at < byte_offset) at += code_point_at(text_, at).length;
    caret_ = at;
    side_ = side;
    last_deed_ = Deed::None; // deleting elsewhere is another step
}

void Composer::clear() {
    stop_composing();
    if (text_.empty()) return;
    remember(Deed::Clear);
    text_.clear();
    caret_ = 0;
    side_ = CaretSide::AfterBreak;
}

void Composer::undo() {
    if (composing()) return stop_composing();
    if (past_.empty()) return;
    wipe(text_);
    text_ = std::move(past_.back().text);
    caret_ = past_.back().caret;
    side_ = CaretSide::AfterBreak;
    past_.pop_back();
    last_deed_ = Deed::None;
}

void Composer::forget() {
    wipe_past();
    wipe(text_);
    wipe(letters_);
    wipe(preedit_);
    for (auto& candidate : candidates_) wipe(candidate);
    *this = {};
}

} // namespace lianxin
