// The code on a receipt: 15 random digits and a Damm check digit, which misses no single slip and no adjacent swap.
#pragma once

#include "records/base/random.h"

#include <string>
#include <string_view>

namespace lianxin {

constexpr std::size_t code_length = 16;

/// 16 ASCII digits.
std::string make_code(Random& random);
/// True for exactly 16 ASCII digits whose last is the check digit of the first 15.
bool has_valid_check_digit(std::string_view code);
/// "1234-5678-9012-3456"; what is not 16 long comes back as it is.
std::string format_code(std::string_view code);
/// What a person typed or a scanner sent, as 16 digits: blanks, dashes and full-width forms are accepted.
/// Errors: Invalid (another sign, another length, or a check digit that does not fit; the message says which).
Result<std::string> read_code(std::string_view typed);

} // namespace lianxin
