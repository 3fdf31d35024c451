// Sound that comes out of the kiosk: the port, and what sound is here.
#pragma once

#include "records/base/result.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace lianxin {

/// One channel of 16-bit samples.
struct Sound {
    int rate = 0; ///< samples a second
    std::vector<std::int16_t> samples;
};

class Loudspeaker {
  public:
    virtual ~Loudspeaker() = default;
    /// Adds sound after what is still playing; starts at once when nothing is. `volume` 1–5. Errors: Unavailable (no device).
    virtual Result<void> play(const Sound& sound, int volume) = 0;
    /// Silent at once; what was waiting is dropped.
    virtual void stop() = 0;
    /// Milliseconds until all that was given has been heard; 0 when silent.
    virtual std::int64_t remaining() const = 0;
};

} // namespace lianxin
