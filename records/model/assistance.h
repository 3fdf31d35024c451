// Help by staff with a request: who helped, how, and whether the resident confirmed what was written.
#pragma once

#include "records/base/date.h"
#include "records/model/map_reader.h"

#include <optional>
#include <string>

namespace lianxin {

enum class Assistance {
    FillIn, ///< staff filled in the form beside the resident
    Oral,   ///< staff wrote down what the resident said
    Paper,  ///< staff entered a paper form later, the resident not being there
};
std::string_view name_of(Assistance kind); ///< "fill_in", "oral", "paper"

struct AssistanceNote {
    Assistance kind = Assistance::FillIn;
    std::string staff, name;      ///< id and name of who helped
    bool confirmed = false;       ///< by the resident, answer by answer
    std::string paper_number;     ///< Paper, as compact_paper_number writes it
    std::optional<Day> paper_day; ///< Paper: the date on the form
    bool operator==(const AssistanceNote&) const = default;
};

/// The number of a paper form as it is compared and kept: capital letters and digits, without what groups them.
std::string compact_paper_number(std::string_view typed);
/// 4 to 20 letters A–Z and digits, a digit among them.
bool is_paper_number(std::string_view compact);

Value to_value(const AssistanceNote& note);
/// The note in a map's entry; an entry of another shape fails the map.
AssistanceNote assistance_at(MapReader& outer, const Value& value, std::string_view key);

} // namespace lianxin
