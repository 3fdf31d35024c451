// Staff at the kiosk: the PIN, helping, and the resident's confirmation.
#include "kiosk/visit.h"

namespace lianxin {

void Visit::handle(const intent::OpenStaff&) {}
void Visit::handle(const intent::EnterPin&) {}
void Visit::handle(const intent::BeginAssistance&) {}
void Visit::handle(const intent::EndAssistance&) {}
void Visit::handle(const intent::ConfirmPage&) {}
void Visit::handle(const event::PinChecked&) {}

} // namespace lianxin
