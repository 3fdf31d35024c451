// What hears a resident: the port.
#pragma once

#include "kiosk/device/loudspeaker.h"

namespace lianxin {

class Microphone {
  public:
    virtual ~Microphone() = default;
    /// Whether there is one to open. Looks anew at each call.
    virtual bool is_present() = 0;
    /// Hears from now on. Errors: Unavailable (no device, or another program has it).
    virtual Result<void> open() = 0;
    /// What was heard since the last call, voice_rate samples a second; empty when nothing new. Errors: Unavailable (it was unplugged).
    virtual Result<Sound> hear() = 0;
    /// Hears no more; what was not taken is dropped.
    virtual void close() = 0;
};

} // namespace lianxin
