// Numbers of people and places and their check digits: phones, identity cards (GB 11643), credit codes (GB 32100).
#pragma once

#include "records/model/field_check.h"

namespace lianxin {

/// Mobile 1[3-9] + 9 digits, fixed 0AA + 8 or 0AAA + 7–8 digits, 400 + 7 digits; blanks and hyphens are passed over, full width
/// folded. Nothing when right; also when the length alone is still too short, PhoneLength.
std::optional<Problem> check_phone(std::string_view phone);
/// 18 characters, birthday exists and is not after `today`, check character by GB 11643.
std::optional<Problem> check_id_number(std::string_view number, Day today);
/// 18 characters with the check character of GB 32100.
bool is_credit_code(std::string_view code);

/// "138****5678", "110105********002X": what a screen shows of them.
std::string masked_phone(std::string_view phone);
std::string masked_id_number(std::string_view number);

} // namespace lianxin
