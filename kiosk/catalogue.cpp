// Looking things up in what the edition offers.
#include "kiosk/catalogue.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::size_t most_highlights = 12;

template <class Things, class Match> auto* find(const Things& things, Match match) {
    const auto found = std::find_if(things.begin(), things.end(), match);
    return found == things.end() ? nullptr : &*found;
}

} // namespace

const Service* Catalogue::service(std::string_view id) const {
    return find(services, [&](const Service& each) { return each.id == id; });
}
const Channel* Catalogue::channel(std::string_view id) const {
    return find(channels, [&](const Channel& each) { return each.id == id; });
}
const Department* Catalogue::department(std::string_view id) const {
    return find(departments, [&](const Department& each) { return each.id == id; });
}
const Division* Catalogue::division(std::string_view code) const {
    return find(divisions, [&](const Division& each) { return each.code == code; });
}
const ClockRule* Catalogue::clock_rule(std::string_view id) const {
    return find(clock_rules, [&](const ClockRule& each) { return each.id == id; });
}

const PageSummary* Catalogue::summary(std::string_view page) const {
    return find(slide_pages, [&](const PageSummary& each) { return each.id == page; });
}

const BoardEntry* Catalogue::board_entry(std::string_view id) const {
    return find(board, [&](const BoardEntry& each) { return each.id == id; });
}
const BoardEntry* Catalogue::highlight(std::size_t nth) const {
    std::vector<const BoardEntry*> answered;
    for (const BoardEntry& entry : board)
        if (!entry.answer.empty() && answered.size() < most_highlights) answered.push_back(&entry);
    return answered.empty() ? nullptr : answered[nth % answered.size()];
}
const Survey* Catalogue::survey(std::string_view id) const {
    return find(surveys, [&](const Survey& each) { return each.id == id; });
}

std::vector<const Division*> Catalogue::children(std::string_view parent) const {
    std::vector<const Division*> out;
    for (const auto& division : divisions)
        if (division.parent == parent) out.push_back(&division);
    return out;
}

std::string Catalogue::place_name(std::string_view code) const {
    const Division* place = division(code);
    if (!place) return std::string(code);
    const Division* around = division(place->parent);
    return around && !around->parent.empty() ? around->name + " " + place->name : place->name;
}

} // namespace lianxin
