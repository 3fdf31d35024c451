// Making, checking and reading receipt codes.
#include "records/seal/receipt_code.h"

#include "records/base/text.h"

#include <algorithm>

namespace lianxin {
namespace {

/// H. M. Damm's totally anti-symmetric quasigroup of order 10 (doctoral thesis, Marburg 2004).
constexpr std::uint8_t damm_table[10][10] = {
    {0, 3, 1, 7, 5, 9, 8, 6, 4, 2}, {7, 0, 9, 2, 1, 5, 4, 8, 6, 3}, {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
    {1, 7, 5, 0, 9, 8, 3, 4, 2, 6}, {6, 1, 2, 3, 0, 4, 5, 9, 7, 8}, {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
    {5, 8, 6, 9, 7, 2, 0, 1, 3, 4}, {8, 9, 4, 5, 3, 6, 2, 0, 1, 7}, {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
    {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
};
constexpr std::size_t longest_typed = 256;

bool is_digit(char sign) {
    return sign >= '0' && sign <= '9';
}

/// Zero when the last digit checks the others.
std::uint8_t damm_sum(std::string_view digits) {
    std::uint8_t sum = 0;
    for (char digit : digits) sum = damm_table[sum][digit - '0'];
    return sum;
}

/// Blanks and the dashes that keyboards and slips put between groups.
bool is_separator(char32_t sign) {
    return sign == ' ' || sign == '\t' || sign == '\r' || sign == '\n' || sign == '-' || sign == 0xa0 ||
           sign == 0x3000 || (sign >= 0x2010 && sign <= 0x2015) || sign == 0x2212 || sign == 0xff0d;
}

Error invalid(std::string why) {
    return {ErrorCode::Invalid, "receipt code: " + std::move(why), {}};
}

} // namespace

std::string make_code(Random& random) {
    std::string code;
    code.reserve(code_length);
    while (code.size() + 1 < code_length) code += static_cast<char>('0' + random.below(10));
    code += static_cast<char>('0' + damm_sum(code));
    return code;
}

bool has_valid_check_digit(std::string_view code) {
    return code.size() == code_length && std::all_of(code.begin(), code.end(), is_digit) && damm_sum(code) == 0;
}

std::string format_code(std::string_view code) {
    if (code.size() != code_length) return std::string(code);
    std::string out;
    for (std::size_t at = 0; at < code_length; at += 4) out += (at == 0 ? "" : "-") + std::string(code.substr(at, 4));
    return out;
}

Result<std::string> read_code(std::string_view typed) {
    if (typed.size() > longest_typed) return invalid("too long");
    std::string code;
    for (std::size_t at = 0; at < typed.size();) {
        const CodePoint sign = code_point_at(typed, at);
        at += sign.length;
        if (sign.value >= '0' && sign.value <= '9')
            code += static_cast<char>(sign.value);
        else if (sign.value >= 0xff10 && sign.value <= 0xff19)
            code += static_cast<char>('0' + (sign.value - 0xff10));
        else if (!is_separator(sign.value))
            return invalid("only digits belong into it");
    }
    if (code.size() != code_length) return invalid("it has 16 digits, not " + std::to_string(code.size()));
    if (!has_valid_check_digit(code)) return invalid("a digit is mistyped: the check digit does not fit");
    return code;
}

} // namespace lianxin
