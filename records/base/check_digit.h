// The Damm check digit: one digit more, and no single slip and no swap of neighbours goes unnoticed.
#pragma once

#include <string_view>

namespace lianxin {

/// The digit '0'…'9' that completes `digits` (ASCII digits only).
char damm_digit(std::string_view digits);
/// Whether the text is ASCII digits, at least two, of which the last checks the others.
bool has_damm_digit(std::string_view digits);

} // namespace lianxin
