// Typing, one key at a time.
#include "kiosk/input/composer.h"

#include "records/base/bytes.h"
#include "records/base/text.h"

#include <algorithm>

namespace lianxin {
namespace {

/// Longer letter runs than any sentence people type; keeps the engine's work bounded.
constexpr std::size_t longest_letters = 60;

} // namespace

void Composer::begin(std::string text, Pad pad, std::size_t longest) {
    text_ = std::move(text);
    caret_ = text_.size();
    longest_ = longest;
    pad_ = pad;
    stop_composing();
}

PinyinQuery Composer::query() { return {++serial_, letters_, picks_}; }

void Composer::stop_composing() {
    letters_.clear();
    picks_.clear();
    preedit_.clear();
    candidates_.clear();
    first_ = 0;
    ++serial_; // an answer still on its way belongs to letters that are gone
}

std::optional<PinyinQuery> Composer::letter(char letter) {
    if (pad_ != Pad::Pinyin) {
        put(std::string(1, letter));
        return std::nullopt;
    }
    if (letters_.size() >= longest_letters) return std::nullopt;
    letters_ += letter;
    preedit_ += letter;
    return query();
}

std::optional<PinyinQuery> Composer::backspace() {
    if (!composing()) {
        if (caret_ == 0) return std::nullopt;
        const std::size_t start = previous_start(text_, caret_);
        text_.erase(start, caret_ - start);
        caret_ = start;
        return std::nullopt;
    }
    if (!picks_.empty())
        picks_.pop_back();
    else
        letters_.pop_back();
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
    if (taken >= longest_) return;
    const std::string_view fitting = first_characters(characters, longest_ - taken);
    text_.insert(caret_, fitting);
    caret_ += fitting.size();
}

void Composer::set_pad(Pad pad) {
    stop_composing();
    pad_ = pad;
}

void Composer::turn_page(int pages) {
    const auto last = candidates_.empty() ? 0 : (candidates_.size() - 1) / page_size;
    const auto page = static_cast<std::ptrdiff_t>(first_ / page_size) + pages;
    first_ = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(page, 0, static_cast<std::ptrdiff_t>(last))) * page_size;
}

void Composer::move_caret(std::size_t byte_offset) {
    stop_composing();
    std::size_t at = 0;
    while (at < text_.size() && at < byte_offset) at += code_point_at(text_, at).length;
    caret_ = at;
}

void Composer::clear() {
    stop_composing();
    text_.clear();
    caret_ = 0;
}

void Composer::forget() {
    wipe(text_);
    wipe(letters_);
    wipe(preedit_);
    for (auto& candidate : candidates_) wipe(candidate);
    *this = {};
}

} // namespace lianxin
