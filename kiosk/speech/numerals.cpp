// Saying numbers.
#include "kiosk/speech/numerals.h"

#include <array>

namespace lianxin {
namespace {

constexpr std::u32string_view digit_words = U"零一二三四五六七八九";

std::u32string_view without_zeros(std::u32string_view digits) {
    const auto first = digits.find_first_not_of(U'0');
    return first == std::u32string_view::npos ? std::u32string_view() : digits.substr(first);
}

/// Up to four digits, with 零 where a place in the middle is empty.
std::u32string up_to_thousands(std::u32string_view digits) {
    constexpr std::u32string_view places = U" 十百千";
    std::u32string words;
    bool gap = false;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const std::size_t place = digits.size() - 1 - i;
        const auto digit = static_cast<std::size_t>(digits[i] - U'0');
        if (digit == 0) {
            gap = !words.empty();
            continue;
        }
        if (gap) words += U'零';
        gap = false;
        words += digit == 2 && place == 3 ? U'两' : digit_words[digit];
        if (place > 0) words += places[place];
    }
    return words;
}

std::u32string whole_in_words(std::u32string_view digits) {
    constexpr std::array<std::u32string_view, 4> groups{U"", U"万", U"亿", U"万亿"};
    digits = without_zeros(digits);
    if (digits.empty()) return U"零";
    std::u32string words;
    bool gap = false;
    while (!digits.empty()) {
        const std::size_t group = (digits.size() - 1) / 4;
        const auto four = digits.substr(0, digits.size() - group * 4);
        digits = digits.substr(four.size());
        const auto said = up_to_thousands(without_zeros(four));
        if (said.empty()) {
            gap = true;
            continue;
        }
        if (!words.empty() && (gap || four.front() == U'0')) words += U'零';
        gap = false;
        words += said == U"二" && group > 0 ? U"两" : said;
        words += groups[group];
    }
    // 十二, not 一十二, at the beginning.
    return words.starts_with(U"一十") ? words.substr(1) : words;
}

} // namespace

std::u32string number_in_words(std::u32string_view digits) {
    const auto point = digits.find(U'.');
    if (point == std::u32string_view::npos) return whole_in_words(digits);
    return whole_in_words(digits.substr(0, point)) + U"点" + digits_in_words(digits.substr(point + 1), One::Yi);
}

std::u32string digits_in_words(std::u32string_view digits, One one) {
    std::u32string words;
    for (const char32_t digit : digits) words += digit == U'1' && one == One::Yao ? U'幺' : digit_words[static_cast<std::size_t>(digit - U'0')];
    return words;
}

} // namespace lianxin
