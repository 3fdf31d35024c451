// One door for all who use SDL's audio.
#include "kiosk/device/sdl_audio.h"

#include <SDL.h>
#include <mutex>

namespace lianxin {
namespace {

std::mutex& audio_door() {
    static std::mutex door;
    return door;
}

} // namespace

bool begin_audio() {
    const std::lock_guard lock(audio_door());
    return SDL_InitSubSystem(SDL_INIT_AUDIO) == 0;
}

void end_audio() {
    const std::lock_guard lock(audio_door());
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
}

} // namespace lianxin
