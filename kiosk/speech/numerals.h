// Numbers as they are said in Chinese.
#pragma once

#include <string>
#include <string_view>

namespace lianxin {

/// U"一百二十三" for U"123"; up to 16 digits, which may be followed by a point and more digits.
std::u32string number_in_words(std::u32string_view digits);

/// How 1 is said where digits stand by themselves: 幺 in numbers that are dialled or typed, 一 in years.
enum class One { Yi, Yao };
std::u32string digits_in_words(std::u32string_view digits, One one);

} // namespace lianxin
