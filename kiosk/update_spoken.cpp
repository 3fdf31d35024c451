// The spoken mode: what is said when a finger comes to something, and when something happens.
#include "kiosk/visit.h"

namespace lianxin {

void Visit::handle(const intent::StartSpoken&) {}
void Visit::handle(const intent::EndSpoken&) {}
void Visit::handle(const intent::Focus&) {}
void Visit::handle(const event::DevicesChanged&) {}

} // namespace lianxin
