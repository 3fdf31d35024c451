// Ogg Opus: recorded narration of an edition, and memos found again after a crash.
#include "tests/fuzz/target.h"

#include "kiosk/device/opus.h"

namespace lianxin::fuzz {
namespace {

constexpr std::chrono::seconds longest{2};

bool holds(ByteView input) {
    const auto sound = from_opus(copy_of(input), longest);
    return !sound || (sound->rate == 48000 && sound->samples.size() <= 96000);
}

std::vector<Bytes> seeds() {
    Sound sound{voice_rate, {}};
    std::vector<Bytes> all;
    for (const int wave : {20, 90}) {
        for (int at = 0; at < voice_rate / 2; ++at) sound.samples.push_back(static_cast<std::int16_t>(at % wave * 200));
        if (auto file = to_opus(sound)) all.push_back(std::move(*file));
    }
    return all;
}

} // namespace

extern const Target opus_target{"opus", 600, holds, seeds};

} // namespace lianxin::fuzz
