// Making, checking and reading receipt codes.
#include "records/seal/receipt_code.h"

#include "records/base/check_digit.h"
#include "records/base/text.h"

namespace lianxin {
namespace {

constexpr std::size_t longest_typed = 256;

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
    code += damm_digit(code);
    return code;
}

bool has_valid_check_digit(std::string_view code) {
    return code.size() == code_length && has_damm_digit(code);
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
