// A voice that nobody hears: keeps what was to be said, and has said it as the injected clock goes on.
#pragma once

#include "kiosk/device/device.h"

#include <optional>
#include <string>
#include <vector>

namespace lianxin {

/// Outlives the app whose device it gives. For the turn's own thread.
class Ear {
  public:
    explicit Ear(const Clock& clock) : clock_(clock) {}

    /// The voice of the app; says at once that it can speak.
    std::unique_ptr<Device> voice(EventSink sink);
    /// Headphones come or go.
    void plug(bool in) { sink_(event::DevicesChanged{{.has_headphones = in}}); }
    /// Tells the app that what was being said has ended, when its time is over.
    void listen();
    /// When what is being said will have ended (monotonic).
    std::optional<Milliseconds> ends() const;
    /// Everything said since the last call, in order, whether it was heard to its end or not.
    std::vector<std::string> take() { return std::exchange(said_, {}); }

  private:
    class Voice;
    struct Saying {
        std::uint64_t serial = 0;
        Milliseconds ends{0};
    };
    const Clock& clock_;
    EventSink sink_;
    std::optional<Saying> saying_;
    std::vector<std::string> said_;
};

} // namespace lianxin
