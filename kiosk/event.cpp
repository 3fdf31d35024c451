// Putting together what several devices tell.
#include "kiosk/event.h"

namespace lianxin {

DeviceState with(DeviceState state, const DeviceNews& news) {
    state.can_speak = news.can_speak.value_or(state.can_speak);
    state.can_record = news.can_record.value_or(state.can_record);
    state.has_headphones = news.has_headphones.value_or(state.has_headphones);
    state.printer = news.printer.value_or(state.printer);
    state.paper = news.paper.value_or(state.paper);
    return state;
}

} // namespace lianxin
