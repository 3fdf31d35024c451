// What the installed edition offers, and what the county announced since; loaded when it changes and shared read-only.
#pragma once

#include "records/model/board_entry.h"
#include "records/model/calendar.h"
#include "records/model/division.h"
#include "records/model/edition.h"
#include "records/model/legal_clock.h"
#include "records/model/page.h"
#include "records/model/roster.h"
#include "records/model/service.h"
#include "records/model/signage.h"
#include "records/model/survey.h"

#include <vector>

namespace lianxin {

struct Catalogue {
    EditionInfo edition;
    std::vector<Service> services; ///< by order
    std::vector<Channel> channels; ///< by order
    std::vector<Department> departments;
    std::vector<Division> divisions; ///< by code
    std::vector<ClockRule> clock_rules;
    Calendar calendar;               ///< of the edition, and days off announced since
    std::vector<BoardEntry> board;   ///< 大家问, what was answered or asked last first
    std::vector<Survey> surveys;     ///< what closes first first; also those that are over
    std::vector<Slide> slides;
    std::vector<Duty> roster;
    std::vector<PageSummary> slide_pages; ///< those that slides name
    std::vector<PageSummary> newest;      ///< some of the pages that lists begin with now

    const BoardEntry* board_entry(std::string_view id) const;
    /// Of the newest answered entries of the board the one that the idle screen shows at its nth turn to the board; nullptr without any.
    const BoardEntry* highlight(std::size_t nth) const;
    const Survey* survey(std::string_view id) const;
    const Service* service(std::string_view id) const;
    const Channel* channel(std::string_view id) const;
    const Department* department(std::string_view id) const;
    const Division* division(std::string_view code) const;
    const ClockRule* clock_rule(std::string_view id) const;
    const PageSummary* summary(std::string_view page) const; ///< of a page that a slide names
    std::vector<const Division*> children(std::string_view parent) const;
    /// "清溪镇 石桥村": township and village of a code, as people say it.
    std::string place_name(std::string_view code) const;
};

} // namespace lianxin
