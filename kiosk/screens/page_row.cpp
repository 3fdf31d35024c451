// Words of a list entry: how it stands, channel, department and date below the title.
#include "kiosk/screens/page_row.h"

#include "kiosk/ui/phrases.h"

namespace lianxin {
namespace {

/// What matters most about the page in one word: first what no longer holds.
std::string_view badge_of(const View& view, const Wording& words, const PageSummary& page) {
    if (page.corrected) return words("notices.corrected");
    if (page.expires && *page.expires < day_in_china(view.now)) return words("notices.expired");
    if (page.rebuts) return words("notices.rebuts");
    if (page.corrects) return words("notices.corrects");
    if (page.pinned) return words("notices.pinned");
    return page.kind == PageKind::Guide ? words("notices.guide") : std::string_view();
}

} // namespace

PageRow page_row(const View& view, const Wording& words, const PageSummary& page, std::string id) {
    PageRow made;
    made.badge = badge_of(view, words, page);
    const bool is_over = page.corrected || (page.expires && *page.expires < day_in_china(view.now));
    if (is_over) made.row.mood = Mood::Caution;
    else if (page.rebuts) made.row.mood = Mood::Alarm;
    made.meta = page.updated ? words.fill("notice.updated", {{"date", chinese_day(*page.updated)}}) : chinese_day(page.published);
    if (const Department* department = view.catalogue.department(page.department)) made.meta = beside(made.meta, department->name);
    made.row.id = std::move(id);
    made.row.title = page.title;
    made.row.summary = page.summary;
    return made;
}

} // namespace lianxin
