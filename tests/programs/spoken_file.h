// What a driven kiosk hears in place of a microphone: a file of raw samples, by SDL's disk audio driver.
#pragma once

#include "records/base/file.h"

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <numbers>

namespace lianxin::test {

/// While it lives, programs that are started hear this file: a minute of a low second, then a high one, and again.
class SpokenFile {
  public:
    static constexpr int rate = 16000;             ///< samples a second, 16 bits each
    static constexpr int low = 300, high = 900;    ///< hertz

    explicit SpokenFile(const Path& file) {
        Bytes bytes(60 * rate * sizeof(std::int16_t));
        for (int at = 0; at < 60 * rate; ++at) {
            const double pitch = at / rate % 2 == 0 ? low : high;
            const auto sample = static_cast<std::int16_t>(9000 * std::sin(2 * std::numbers::pi * pitch * at / rate));
            std::memcpy(bytes.data() + static_cast<std::size_t>(at) * sizeof sample, &sample, sizeof sample);
        }
        REQUIRE(write_file(file, bytes));
        ::setenv("SDL_AUDIODRIVER", "disk", 1);
        ::setenv("SDL_DISKAUDIOFILEIN", file.c_str(), 1);
    }
    ~SpokenFile() {
        ::unsetenv("SDL_AUDIODRIVER");
        ::unsetenv("SDL_DISKAUDIOFILEIN");
    }
    SpokenFile(const SpokenFile&) = delete;
    SpokenFile& operator=(const SpokenFile&) = delete;
};

} // namespace lianxin::test
