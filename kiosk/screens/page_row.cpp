// Words of a list entry: channel, department and date below the title.
#include "kiosk/screens/page_row.h"

#include "kiosk/ui/phrases.h"

namespace lianxin {

PageRow page_row(const View& view, const Wording& words, const PageSummary& page, std::string id) {
    PageRow made;
    if (page.pinned) made.badge = words("notices.pinned");
    else if (page.kind == PageKind::Guide) made.badge = words("notices.guide");
    made.meta = chinese_day(page.published);
    if (const Department* department = view.catalogue.department(page.department)) made.meta = beside(made.meta, department->name);
    made.row.id = std::move(id);
    made.row.title = page.title;
    made.row.summary = page.summary;
    return made;
}

} // namespace lianxin
