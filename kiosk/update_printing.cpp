// The receipt on paper.
#include "kiosk/visit.h"

namespace lianxin {

void Visit::handle(const intent::PrintReceipt&) {}
void Visit::handle(const event::Printed&) {}
void Visit::handle(const event::NotPrinted&) {}

} // namespace lianxin
