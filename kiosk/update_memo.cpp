// Recording a voice memo, listening to it, and recording it anew.
#include "kiosk/visit.h"

namespace lianxin {

void Visit::handle(const intent::RecordMemo&) {}
void Visit::handle(const intent::StopMemo&) {}
void Visit::handle(const intent::PlayMemo&) {}
void Visit::handle(const intent::DropMemo&) {}
void Visit::handle(const event::MemoLevel&) {}
void Visit::handle(const event::MemoRecorded&) {}
void Visit::handle(const event::MemoFailed&) {}
void Visit::handle(const event::MemoPlayed&) {}

} // namespace lianxin
