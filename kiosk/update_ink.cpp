// Writing by hand: strokes, what they may mean, and picking it.
#include "kiosk/visit.h"

namespace lianxin {

void Visit::handle(const intent::AddStroke&) {}
void Visit::handle(const intent::UndoStroke&) {}
void Visit::handle(const intent::ClearInk&) {}
void Visit::handle(const intent::PickInk&) {}
void Visit::handle(const event::InkRead&) {}

} // namespace lianxin
