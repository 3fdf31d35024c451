// What the county needs of its own content to register a case: services, legal clocks, working days.
#pragma once

#include "records/model/legal_clock.h"
#include "records/model/service.h"
#include "records/pack/edition_file.h"

namespace lianxin {

struct Content {
    std::vector<Service> services;
    std::vector<ClockRule> clocks;
    Calendar calendar;

    const Service* service(std::string_view id) const;
    const ClockRule* clock(std::string_view id) const;

    /// Out of a published edition, so that kiosks and county count by the same rules. Errors: Corrupt, Storage, Invalid with
    /// the item.
    static Result<Content> of(const EditionFile& edition);
};

} // namespace lianxin
