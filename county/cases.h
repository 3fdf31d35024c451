// Cases: what the county answers for. Entering their steps, and finding them by their number.
#pragma once

#include "county/unsealer.h"
#include "county/writer.h"

namespace lianxin {

/// A step ready to be entered: sealed, and its letters signed.
struct NewStep {
    TownshipId township = 0;
    Uuid record;
    std::string case_number;
    CaseStep step;
    std::vector<UpdateChange> letters; ///< cursors are given when entered
};

/// Signs what the unsealer sealed; `made` is when.
NewStep signed_step(const CaseFile& file, CaseStep step, SealedStep sealed, const SigningKey& answers);

/// One event of the log, one row of the case, and the letters on their way down. Errors: those of the store, Conflict when
/// another step of that number came first.
Result<void> enter_step(Book& book, NewStep step);

struct CasePlace {
    TownshipId township = 0;
    int year = 0;
    std::uint64_t serial = 0;
};
/// Reads "2026-101-0001" of the county with these six digits. Errors: Invalid.
Result<CasePlace> parse_case_number(std::string_view text, std::string_view county);

} // namespace lianxin
