// Reading aloud, passage by passage.
#include "kiosk/visit.h"

namespace lianxin {

void Visit::handle(const intent::Read&) {}
void Visit::handle(const intent::PauseReading&) {}
void Visit::handle(const intent::RepeatPassage&) {}
void Visit::handle(const intent::SkipPassage&) {}
void Visit::handle(const intent::StopReading&) {}
void Visit::handle(const intent::SetSpeed&) {}
void Visit::handle(const intent::SetVolume&) {}
void Visit::handle(const event::SpeechEnded&) {}

} // namespace lianxin
