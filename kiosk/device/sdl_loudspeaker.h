// The machine's loudspeaker or headphones by way of SDL. The device is open only while something sounds.
#pragma once

#include "kiosk/device/loudspeaker.h"

#include <mutex>

namespace lianxin {

/// To be used from one thread. SDL_AUDIODRIVER chooses another road than the system's own (disk, dummy).
class SdlLoudspeaker final : public Loudspeaker {
  public:
    SdlLoudspeaker() = default;
    ~SdlLoudspeaker() override { SdlLoudspeaker::stop(); }
    SdlLoudspeaker(const SdlLoudspeaker&) = delete;
    SdlLoudspeaker& operator=(const SdlLoudspeaker&) = delete;

    Result<void> play(const Sound& sound, int volume) override;
    /// Also closes the device.
    void stop() override;
    std::int64_t remaining() const override;

    /// Whether there is anything to sound through. Looks anew at each call.
    static bool is_present();

  private:
    Result<void> open(int rate);
    static void fill(void* self, std::uint8_t* bytes, int count);
    void fill(std::int16_t* samples, std::size_t count);

    std::uint32_t device_ = 0; ///< SDL's number; 0: closed
    int rate_ = 0;
    std::size_t buffer_ = 0; ///< samples the device takes at once
    mutable std::mutex mutex_;
    std::vector<std::int16_t> waiting_; ///< under mutex_, as the two below
    std::size_t given_ = 0;             ///< of waiting_, samples the device has taken
    bool drained_ = true;               ///< the device asked for more when there was none: the last buffer has been heard
};

} // namespace lianxin
