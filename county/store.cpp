// Townships and case numbers.
#include "county/store.h"

#include "records/model/division.h"

#include <cstdio>

namespace lianxin {

Result<TownshipId> township_id_of(std::string_view code) {
    const auto level = level_of(code);
    if (!level) return level.error();
    if (*level != DivisionLevel::Township)
        return Error{ErrorCode::Invalid, "'" + std::string(code) + "' is not the code of a township", {}};
    return static_cast<TownshipId>(std::stoul(std::string(code.substr(0, 9))));
}

std::string case_number(const CaseFile& file) {
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%03u-%04llu", file.year, file.township % 1000,
                  static_cast<unsigned long long>(file.serial));
    return text;
}

} // namespace lianxin
