// Townships and case numbers.
#include "county/store.h"

#include "records/base/text.h"
#include "records/model/division.h"

#include <algorithm>
#include <cstdio>

namespace lianxin {

Result<TownshipId> township_id_of(std::string_view code) {
    const auto level = level_of(code);
    if (!level) return level.error();
    if (*level != DivisionLevel::Township)
        return Error{ErrorCode::Invalid, "'" + std::string(code) + "' is not the code of a township", {}};
    return static_cast<TownshipId>(std::stoul(std::string(code.substr(0, 9))));
}

std::string to_text(const Audience& audience) {
    std::string text;
    for (const std::string& word : audience) text += (text.empty() ? "" : " ") + word;
    return text;
}

Audience audience_of(std::string_view text) {
    Audience audience;
    for (const std::string_view word : split(text, ' '))
        if (!word.empty()) audience.emplace_back(word);
    return audience;
}

Audience merged(Audience before, const Audience& added) {
    if (before.empty() || added.empty()) return {}; // one of them is the whole county
    for (const std::string& word : added)
        if (std::find(before.begin(), before.end(), word) == before.end()) before.push_back(word);
    return before;
}

std::string case_number(const CaseFile& file) {
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%03u-%04llu", file.year, file.township % 1000,
                  static_cast<unsigned long long>(file.serial));
    return text;
}

} // namespace lianxin
