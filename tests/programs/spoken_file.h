// What a driven kiosk hears in place of a microphone: a file of raw samples, by SDL's disk audio driver.
#pragma once

#include "records/base/file.h"

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <cstdlib>
#include <numbers>
#include <vector>

namespace lianxin::test {

/// While it lives, SDL hears this file, in programs that are started too: these samples, or a minute of a low second, then a high one, and again.
class SpokenFile {
  public:
    static constexpr int rate = 16000;             ///< samples a second, 16 bits each
    static constexpr int low = 300, high = 900;    ///< hertz

    explicit SpokenFile(const Path& file) : SpokenFile(file, low_and_high()) {}
    SpokenFile(const Path& file, const std::vector<std::int16_t>& samples) {
        REQUIRE(write_file(file, ByteView(reinterpret_cast<const std::uint8_t*>(samples.data()), samples.size() * sizeof(std::int16_t))));
        ::setenv("SDL_AUDIODRIVER", "disk", 1);
        ::setenv("SDL_DISKAUDIOFILEIN", file.c_str(), 1);
    }
    ~SpokenFile() {
        ::unsetenv("SDL_AUDIODRIVER");
        ::unsetenv("SDL_DISKAUDIOFILEIN");
    }
    SpokenFile(const SpokenFile&) = delete;
    SpokenFile& operator=(const SpokenFile&) = delete;

  private:
    static std::vector<std::int16_t> low_and_high() {
        std::vector<std::int16_t> samples(60 * rate);
        for (int at = 0; at < 60 * rate; ++at) {
            const double pitch = at / rate % 2 == 0 ? low : high;
            samples[static_cast<std::size_t>(at)] = static_cast<std::int16_t>(9000 * std::sin(2 * std::numbers::pi * pitch * at / rate));
        }
        return samples;
    }
};

} // namespace lianxin::test
