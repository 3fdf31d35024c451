// The keyboard on a screen: what its keys mean as intents, and how digits are grouped for reading.
#pragma once

#include "kiosk/intent.h"
#include "kiosk/session.h"
#include "kiosk/ui/keyboard.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace lianxin {

/// Draws the keyboard for what the session types or writes; `done` is the wish of the key that ends typing.
void draw_keyboard(Ui& ui, Intents& intents, Rect rect, const Session& session, const KeyboardOptions& options, const Intent& done);

/// "138 0013 8000" for {3, 4, 4}; what is left over stays together.
std::string grouped(std::string_view digits, std::initializer_list<std::size_t> groups);

} // namespace lianxin
