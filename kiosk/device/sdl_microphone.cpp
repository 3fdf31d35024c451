// Hearing through SDL's capture devices.
#include "kiosk/device/sdl_microphone.h"

#include "kiosk/device/opus.h"
#include "kiosk/device/sdl_audio.h"

#include <SDL.h>

namespace lianxin {
namespace {

constexpr std::uint16_t buffer_samples = 512; // 32 ms

Error unavailable() { return {ErrorCode::Unavailable, std::string("no microphone: ") + SDL_GetError(), {}}; }

bool is_named(const std::string& name) {
    for (int at = 0; at < SDL_GetNumAudioDevices(1); ++at)
        if (const char* each = SDL_GetAudioDeviceName(at, 1); each && name == each) return true;
    return false;
}

} // namespace

bool SdlMicrophone::is_present() {
    if (!begin_audio()) return false;
    const bool present = name_.empty() ? SDL_GetNumAudioDevices(1) > 0 : is_named(name_);
    end_audio();
    return present;
}

Result<void> SdlMicrophone::open() {
    if (device_ != 0) return {};
    if (!begin_audio()) return unavailable();
    SDL_AudioSpec wish{}, got{};
    wish.freq = voice_rate;
    wish.format = AUDIO_S16SYS;
    wish.channels = 1;
    wish.samples = buffer_samples;
    device_ = SDL_OpenAudioDevice(name_.empty() ? nullptr : name_.c_str(), 1, &wish, &got, 0);
    if (device_ == 0) {
        Error error = unavailable();
        end_audio();
        return error;
    }
    SDL_PauseAudioDevice(device_, 0);
    return {};
}

Result<Sound> SdlMicrophone::hear() {
    if (device_ == 0) return Error{ErrorCode::Unavailable, "the microphone is closed", {}};
    if (SDL_GetAudioDeviceStatus(device_) == SDL_AUDIO_STOPPED) return Error{ErrorCode::Unavailable, "the microphone was unplugged", {}};
    Sound sound{voice_rate, std::vector<std::int16_t>(SDL_GetQueuedAudioSize(device_) / sizeof(std::int16_t))};
    const auto size = static_cast<std::uint32_t>(sound.samples.size() * sizeof(std::int16_t));
    sound.samples.resize(SDL_DequeueAudio(device_, sound.samples.data(), size) / sizeof(std::int16_t));
    return sound;
}

void SdlMicrophone::close() {
    if (device_ == 0) return;
    SDL_CloseAudioDevice(device_);
    device_ = 0;
    end_audio();
}

} // namespace lianxin
