// Sources of random bytes.
#include "records/base/random.h"

#include <cstdlib>
#include <sys/random.h>

namespace lianxin {

std::uint32_t Random::below(std::uint32_t bound) {
    const std::uint32_t limit = UINT32_MAX - UINT32_MAX % bound;
    for (;;) {
        ByteArray<4> raw{};
        fill(raw);
        const std::uint32_t number = read_u32(raw, 0);
        if (number < limit) return number % bound;
    }
}

void SystemRandom::fill(std::span<std::uint8_t> bytes) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const auto got = getrandom(bytes.data() + done, bytes.size() - done, 0);
        // Only an interrupted call may fail here; without randomness no key is safe, so nothing may go on.
        if (got < 0 && errno != EINTR) std::abort();
        if (got > 0) done += static_cast<std::size_t>(got);
    }
}

void SeededRandom::fill(std::span<std::uint8_t> bytes) {
    for (auto& byte : bytes) {
        std::uint64_t z = state_ += 0x9e3779b97f4a7c15u;
        z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
        z = (z ^ z >> 27) * 0x94d049bb133111ebu;
        byte = static_cast<std::uint8_t>(z ^ z >> 31);
    }
}

} // namespace lianxin
