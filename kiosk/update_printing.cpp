// The receipt on paper. Whatever a printer does, the hand-in behind the receipt is safe and the visit goes on.
#include "kiosk/visit.h"

namespace lianxin {

void Visit::print() {
    session.printing = {Printing::Working, {}};
    effects.push_back(effect::Print{*session.receipt, session.theme});
}

bool Visit::waits_for_paper(const std::string& receipt) const {
    return session.printing.step == Printing::Working && session.receipt && session.receipt->number == receipt;
}

void Visit::print_by_itself() {
    if (around.devices.paper == PaperComes::ByItself && around.devices.printer != PrinterState::Absent) print();
}

void Visit::handle(const intent::PrintReceipt&) {
    // After a failure a printer may have been plugged in again: it is tried.
    const bool can_try = around.devices.printer != PrinterState::Absent || session.printing.step == Printing::Failed;
    if (session.screen == Screen::Receipt && session.receipt && can_try && session.printing.step != Printing::Working) print();
}

void Visit::handle(const event::Printed& news) {
    if (waits_for_paper(news.receipt)) session.printing.step = Printing::Done;
}

void Visit::handle(const event::NotPrinted& news) {
    if (waits_for_paper(news.receipt)) session.printing = {Printing::Failed, news.problem};
}

} // namespace lianxin
