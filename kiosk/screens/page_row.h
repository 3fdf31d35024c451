// A notice or guide as an entry of a list.
#pragma once

#include "kiosk/session.h"
#include "kiosk/ui/widgets.h"
#include "kiosk/view.h"
#include "records/model/page.h"

#include <string>

namespace lianxin {

/// Keeps the words that a Row points to.
struct PageRow {
    std::string badge, meta;
    Row row;
};

PageRow page_row(const View& view, const Wording& words, const PageSummary& page, std::string id);

} // namespace lianxin
