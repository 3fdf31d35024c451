// The spoken mode: somebody who sees nothing uses the kiosk by ear and one finger. Part of the session.
#pragma once

#include <string>

namespace lianxin {

struct SpokenState {
    bool on = false;
    std::string focus;         ///< id of the target that a double tap acts on
    bool headphones = false;   ///< plugged in: nobody else listens
    bool may_say_personal = false; ///< personal matter may be said aloud: headphones, or an explicit yes
};

} // namespace lianxin
