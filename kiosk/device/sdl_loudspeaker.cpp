// Sounding through SDL's audio devices.
#include "kiosk/device/sdl_loudspeaker.h"

#include "kiosk/device/sdl_audio.h"
#include "records/base/log.h"

#include <SDL.h>
#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <memory>

namespace lianxin {
namespace {

/// What is heard after stop(): at 22,050 Hz 23 ms.
constexpr std::uint16_t buffer_samples = 512;
/// Louder and softer in steps of about 5 dB; 5 is the sound as it was made.
constexpr std::array<float, 5> loudness{0.10F, 0.18F, 0.32F, 0.56F, 1.0F};

Error unavailable() { return {ErrorCode::Unavailable, std::string("no loudspeaker: ") + SDL_GetError(), {}}; }

/// Whoever walks past a kiosk without a loudspeaker would fill its log; once is enough.
Error told_once(Error error) {
    static std::atomic<bool> told = false;
    if (!told.exchange(true)) log(Priority::Warning, "the kiosk is silent", error);
    return error;
}

Result<std::vector<std::int16_t>> at_rate(const Sound& sound, int rate) {
    if (sound.rate == rate) return sound.samples;
    const std::unique_ptr<SDL_AudioStream, decltype(&SDL_FreeAudioStream)> stream(
        SDL_NewAudioStream(AUDIO_S16SYS, 1, sound.rate, AUDIO_S16SYS, 1, rate), SDL_FreeAudioStream);
    const int size = static_cast<int>(sound.samples.size() * sizeof(std::int16_t));
    if (!stream || SDL_AudioStreamPut(stream.get(), sound.samples.data(), size) != 0 || SDL_AudioStreamFlush(stream.get()) != 0)
        return Error{ErrorCode::Invalid, std::string("sound of another rate: ") + SDL_GetError(), {}};
    std::vector<std::int16_t> out(static_cast<std::size_t>(SDL_AudioStreamAvailable(stream.get())) / sizeof(std::int16_t));
    const int got = SDL_AudioStreamGet(stream.get(), out.data(), static_cast<int>(out.size() * sizeof(std::int16_t)));
    out.resize(static_cast<std::size_t>(std::max(got, 0)) / sizeof(std::int16_t));
    return out;
}

} // namespace

bool SdlLoudspeaker::is_present() {
    if (!begin_audio()) return false;
    const bool present = SDL_GetNumAudioDevices(0) > 0;
    end_audio();
    return present;
}

void SdlLoudspeaker::fill(void* self, std::uint8_t* bytes, int count) {
    static_cast<SdlLoudspeaker*>(self)->fill(reinterpret_cast<std::int16_t*>(bytes), static_cast<std::size_t>(count) / sizeof(std::int16_t));
}

/// On SDL's thread.
void SdlLoudspeaker::fill(std::int16_t* samples, std::size_t count) {
    const std::lock_guard lock(mutex_);
    const std::size_t some = std::min(count, waiting_.size() - given_);
    std::copy_n(waiting_.begin() + static_cast<std::ptrdiff_t>(given_), some, samples);
    std::fill(samples + some, samples + count, std::int16_t{0});
    given_ += some;
    drained_ = some == 0;
    if (given_ == waiting_.size()) {
        waiting_.clear();
        given_ = 0;
    }
}

Result<void> SdlLoudspeaker::open(int rate) {
    if (device_ != 0) return {};
    if (!begin_audio()) return told_once(unavailable());
    SDL_AudioSpec wish{}, got{};
    wish.freq = rate;
    wish.format = AUDIO_S16SYS;
    wish.channels = 1;
    wish.samples = buffer_samples;
    wish.callback = fill;
    wish.userdata = this;
    device_ = SDL_OpenAudioDevice(nullptr, 0, &wish, &got, 0);
    if (device_ == 0) {
        Error error = unavailable();
        end_audio();
        return told_once(std::move(error));
    }
    rate_ = rate;
    buffer_ = got.samples;
    SDL_PauseAudioDevice(device_, 0);
    return {};
}

Result<void> SdlLoudspeaker::play(const Sound& sound, int volume) {
    if (sound.rate <= 0) return Error{ErrorCode::Invalid, "sound without a rate", {}};
    if (device_ != 0 && rate_ != sound.rate && remaining() == 0) stop();
    if (auto opened = open(sound.rate); !opened) return opened;
    auto samples = at_rate(sound, rate_);
    if (!samples) return std::move(samples).error();
    const float factor = loudness[static_cast<std::size_t>(std::clamp(volume, 1, 5) - 1)];
    const std::lock_guard lock(mutex_);
    for (const std::int16_t sample : *samples) waiting_.push_back(static_cast<std::int16_t>(std::lround(static_cast<float>(sample) * factor)));
    drained_ = drained_ && samples->empty();
    return {};
}

void SdlLoudspeaker::stop() {
    {
        const std::lock_guard lock(mutex_);
        waiting_.clear();
        given_ = 0;
        drained_ = true;
    }
    if (device_ == 0) return;
    SDL_CloseAudioDevice(device_);
    device_ = 0;
    end_audio();
}

std::int64_t SdlLoudspeaker::remaining() const {
    const std::lock_guard lock(mutex_);
    if (device_ == 0 || drained_) return 0;
    return static_cast<std::int64_t>(waiting_.size() - given_ + buffer_) * 1000 / rate_;
}

} // namespace lianxin
