// The machine's microphone by way of SDL. The device is open only while somebody speaks.
#pragma once

#include "kiosk/device/microphone.h"

#include <cstdint>
#include <string>

namespace lianxin {

/// To be used from one thread. SDL_AUDIODRIVER chooses another road than the system's own (disk, dummy).
class SdlMicrophone final : public Microphone {
  public:
    /// `device`: its name as the system tells it; empty takes the usual one.
    explicit SdlMicrophone(std::string device) : name_(std::move(device)) {}
    ~SdlMicrophone() override { SdlMicrophone::close(); }
    SdlMicrophone(const SdlMicrophone&) = delete;
    SdlMicrophone& operator=(const SdlMicrophone&) = delete;

    bool is_present() override;
    Result<void> open() override;
    Result<Sound> hear() override;
    void close() override;

  private:
    std::string name_;
    std::uint32_t device_ = 0; ///< SDL's number; 0: closed
};

} // namespace lianxin
