// Listening to a file.
#include "tests/kiosk/device/disk_sound.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

namespace lianxin {

DiskSound::DiskSound() : file_(std::filesystem::temp_directory_path() / ("lianxin-sound-" + std::to_string(::getpid()) + ".raw")) {
    std::filesystem::remove(file_);
    ::setenv("SDL_AUDIODRIVER", "disk", 1);
    ::setenv("SDL_DISKAUDIOFILE", file_.c_str(), 1);
}

DiskSound::~DiskSound() {
    ::unsetenv("SDL_AUDIODRIVER");
    ::unsetenv("SDL_DISKAUDIOFILE");
    std::filesystem::remove(file_);
}

std::vector<std::int16_t> DiskSound::samples() const {
    const auto bytes = read_file(file_, 64 << 20);
    std::vector<std::int16_t> out(bytes ? bytes->size() / sizeof(std::int16_t) : 0);
    if (!out.empty()) std::memcpy(out.data(), bytes->data(), out.size() * sizeof(std::int16_t));
    return out;
}

int DiskSound::peak(std::size_t first) const {
    int peak = 0;
    const auto all = samples();
    for (std::size_t i = first; i < all.size(); ++i) peak = std::max(peak, std::abs(static_cast<int>(all[i])));
    return peak;
}

} // namespace lianxin
