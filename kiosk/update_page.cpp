// What can be done with an open page besides reading it: enlarging its pictures, ticking off and printing what to bring.
#include "kiosk/view.h"
#include "kiosk/visit.h"

#include <algorithm>

namespace lianxin {
namespace {
constexpr int most_enlarged = 5;
} // namespace

const std::vector<Document>& documents_of(const Page& page, const Catalogue& catalogue) {
    const Service* service = page.documents.empty() ? catalogue.service(page.service) : nullptr;
    return service ? service->documents : page.documents;
}

void Visit::handle(const intent::EnlargePicture& wish) {
    if (session.screen == Screen::Notice) session.notices.picture = {wish.path, wish.caption, 0};
}

void Visit::handle(const intent::Enlarge& wish) {
    auto& picture = session.notices.picture;
    if (picture.is_open()) picture.steps = std::clamp(picture.steps + wish.steps, 0, most_enlarged);
}

void Visit::handle(const intent::ClosePicture&) { session.notices.picture = {}; }

void Visit::handle(const intent::TickDocument& wish) {
    auto& ticked = session.notices.ticked;
    if (const auto found = std::find(ticked.begin(), ticked.end(), wish.index); found != ticked.end()) ticked.erase(found);
    else ticked.push_back(wish.index);
}

void Visit::handle(const intent::PrintChecklist&) {
    const auto& notices = session.notices;
    if (session.screen != Screen::Notice || !notices.open || notices.printing.step == Printing::Working) return;
    const Department* department = around.catalogue.department(notices.open->department);
    effect::PrintChecklist paper{notices.open->id, notices.open->title, documents_of(*notices.open, around.catalogue),
                                 department ? department->name : "", department ? department->phone : "", session.theme};
    session.notices.printing = {Printing::Working, {}};
    effects.push_back(std::move(paper));
}

void Visit::checklist_printed(const std::string& page, std::optional<PrintProblem> problem) {
    auto& notices = session.notices;
    if (notices.printing.step != Printing::Working || notices.page != page) return;
    notices.printing = problem ? PrintingState{Printing::Failed, *problem} : PrintingState{Printing::Done, {}};
}

} // namespace lianxin
