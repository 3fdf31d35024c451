// Whether an answer is acceptable for its field, and if not, why: the same rules at the kiosk and at the county.
#pragma once

#include "records/base/date.h"
#include "records/model/service.h"

#include <optional>

namespace lianxin {

/// Each has one sentence in assets/text ("problem.missing" …), with {limit} replaced.
enum class Problem {
    Missing,
    TooShort,
    TooLong,
    NotOffered,
    NotADate,
    TooEarly,
    TooLate,
    NotANumber,
    TooSmall,
    TooLarge,
    PhoneLength,
    PhoneStart,
    PhoneServiceNumber,
    IdLength,
    IdDigits,
    IdBirthday,
    IdCheckDigit,
    NotADivision,
    WrongLevel,
    BrokenText,
};
std::string_view name_of(Problem problem); ///< "too_short" …

struct FieldProblem {
    Problem problem = Problem::Missing;
    std::string limit; ///< the number, date or unit the sentence needs; may be empty
    bool operator==(const FieldProblem&) const = default;
};

/// Nothing when the value is acceptable. `today` is the day in China. An empty optional field is acceptable.
std::optional<FieldProblem> check(const Field& field, std::string_view value, Day today);

} // namespace lianxin
