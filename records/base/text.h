// UTF-8: checking, walking, counting and trimming. Lengths told to people are counted in code points.
#pragma once

#include "records/base/bytes.h"

#include <string>
#include <string_view>
#include <vector>

namespace lianxin {

/// Well-formed UTF-8 (Unicode table 3-7): no overlong forms, surrogates or code points above U+10FFFF.
bool is_utf8(ByteView bytes);
inline bool is_utf8(std::string_view text) { return is_utf8(bytes_of(text)); }

struct CodePoint {
    char32_t value = 0;
    std::size_t length = 1; ///< bytes it takes
};
/// The code point that begins at `at` (< size). A broken byte gives U+FFFD of length 1.
CodePoint code_point_at(std::string_view text, std::size_t at);
/// Where the code point before `at` (> 0) begins.
std::size_t previous_start(std::string_view text, std::size_t at);

std::size_t count_characters(std::string_view text);
std::u32string to_code_points(std::string_view text);
std::string to_utf8(char32_t code_point);
std::string to_utf8(std::u32string_view text);

/// The first `characters` code points.
std::string_view first_characters(std::string_view text, std::size_t characters);
/// Without blanks and line ends (U+3000 too) at both ends.
std::string_view trimmed(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
std::string replaced(std::string text, std::string_view what, std::string_view with);

bool is_han(char32_t code_point);
/// Full-width digits, letters and punctuation become their ASCII twins, ASCII letters lower case: for searching and checks.
std::string folded(std::string_view text);

} // namespace lianxin
