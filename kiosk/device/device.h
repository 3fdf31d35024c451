// A device of the kiosk as the turn sees it: it takes the effects that are its own and answers with events when they are done.
#pragma once

#include "kiosk/effect.h"

#include <functional>
#include <memory>
#include <vector>

namespace lianxin {

/// Takes an event from any thread, at once.
using EventSink = std::function<void(Event)>;

class Device {
  public:
    virtual ~Device() = default;
    /// Never blocks. False when the effect is none of its own. Forget is given to every device.
    virtual bool perform(const Effect& effect) = 0;
};

using Devices = std::vector<std::unique_ptr<Device>>;
/// Makes the devices of a kiosk, which report to that sink.
using DeviceOpening = std::function<Devices(EventSink)>;

} // namespace lianxin
