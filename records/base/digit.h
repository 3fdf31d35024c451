// What a digit is: 0 to 9, whatever the locale.
#pragma once

namespace lianxin {

constexpr bool is_digit(char sign) { return sign >= '0' && sign <= '9'; }

} // namespace lianxin
