// Notes of assistance as CBOR maps, and the numbers of paper forms.
#include "records/model/assistance.h"

#include "records/base/digit.h"
#include "records/base/text.h"

#include <algorithm>
#include <array>

namespace lianxin {
namespace {

constexpr std::array kinds{Assistance::FillIn, Assistance::Oral, Assistance::Paper};
constexpr std::size_t shortest_number = 4, longest_number = 20;

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

} // namespace

std::string_view name_of(Assistance kind) {
    switch (kind) {
    case Assistance::FillIn: return "fill_in";
    case Assistance::Oral: return "oral";
    case Assistance::Paper: return "paper";
    }
    return "fill_in";
}

std::string compact_paper_number(std::string_view typed) {
    std::string out;
    for (char c : folded(typed))
        if (c != ' ' && c != '-') out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return out;
}

bool is_paper_number(std::string_view compact) {
    if (compact.size() < shortest_number || compact.size() > longest_number) return false;
    return std::all_of(compact.begin(), compact.end(), [](char c) { return is_digit(c) || is_capital(c); }) &&
           std::any_of(compact.begin(), compact.end(), is_digit);
}

Value to_value(const AssistanceNote& note) {
    Value value = Value::Map{{"kind", name_of(note.kind)}, {"staff", note.staff}, {"name", note.name}, {"confirmed", note.confirmed}};
    if (!note.paper_number.empty()) value.set("paper", note.paper_number);
    if (note.paper_day) value.set("day", iso_day(*note.paper_day));
    return value;
}

AssistanceNote assistance_at(MapReader& outer, const Value& value, std::string_view key) {
    const Value* entry = value.find(key);
    static const Value nothing;
    MapReader map(entry ? *entry : nothing);
    AssistanceNote note;
    const std::string kind = map.text("kind");
    const auto known = std::find_if(kinds.begin(), kinds.end(), [&](Assistance each) { return name_of(each) == kind; });
    if (known == kinds.end()) map.fail("kind");
    else note.kind = *known;
    note.staff = map.text("staff");
    note.name = map.text("name");
    const auto confirmed = entry ? entry->flag_at("confirmed") : Result<bool>(Error{});
    if (confirmed) note.confirmed = *confirmed;
    else map.fail("confirmed");
    if (map.has("paper")) note.paper_number = map.text("paper");
    if (map.has("day")) note.paper_day = map.day("day");
    if (!map.finish()) outer.fail(key);
    return note;
}

} // namespace lianxin
