// Headphones plugged in and pulled out, as Linux tells of them by the switch of a sound jack (evdev, SW_HEADPHONE_INSERT).
#pragma once

#include "kiosk/device/device.h"
#include "records/base/file.h"

#include <thread>

namespace lianxin {

/// Reports DevicesChanged when headphones come or go, from a thread of its own that sleeps in between. A device that cannot be
/// opened counts as none plugged in, and is looked for again whenever something in its folder changes. Takes no effects.
class Headphones final : public Device {
  public:
    /// `device`: an event device; when empty, the first in `folder` that has the switch.
    Headphones(EventSink sink, Path device, Path folder = "/dev/input");
    ~Headphones() override;
    Headphones(const Headphones&) = delete;
    Headphones& operator=(const Headphones&) = delete;

    bool perform(const Effect&) override { return false; }

  private:
    void watch();
    int open_device() const;
    bool read_events(int descriptor);
    void report(bool plugged);

    const EventSink sink_;
    const Path device_, folder_;
    bool plugged_ = false;
    int stop_ = -1; ///< eventfd that ends the thread
    std::thread thread_;
};

} // namespace lianxin
