// The real devices of a kiosk, opened as its configuration says.
#pragma once

#include "kiosk/device/device.h"
#include "kiosk/kiosk_config.h"
#include "kiosk/device/memo_shelf.h"

namespace lianxin {

/// Each tells the sink what it can do; what is not plugged in costs nothing. `config` and `shelf` outlive the devices.
Devices open_devices(const KioskConfig& config, MemoShelf& shelf, const EventSink& sink);

/// Records memos; tells the sink that it cannot where the hall has no microphone or wants none.
std::unique_ptr<Device> open_recorder(const KioskConfig& config, MemoShelf& shelf, const EventSink& sink);

/// Only the printer; nothing when the hall has none.
std::unique_ptr<Device> open_printer(const KioskConfig& config, const EventSink& sink);
/// The technician's stick, by way of the daemon.
std::unique_ptr<Device> open_stick(const KioskConfig& config, const EventSink& sink);

} // namespace lianxin
