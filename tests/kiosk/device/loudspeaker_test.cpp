// The loudspeaker: what it is given comes out once, as loud as asked, and stops when told.
#include "kiosk/device/sdl_loudspeaker.h"
#include "records/base/clock.h"
#include "tests/kiosk/device/disk_sound.h"

#include <catch2/catch_test_macros.hpp>

#include <cstdlib>
#include <thread>

using namespace lianxin;

namespace {

Sound tone(int milliseconds, int rate = 22050) {
    Sound sound{rate, {}};
    for (int i = 0; i < rate * milliseconds / 1000; ++i) sound.samples.push_back(i / 20 % 2 == 0 ? 20000 : -20000);
    return sound;
}

void listen_to_the_end(const Loudspeaker& loudspeaker) {
    while (loudspeaker.remaining() > 0) std::this_thread::sleep_for(Milliseconds{5});
}

} // namespace

TEST_CASE("the loudspeaker sounds what it is given, as loud as asked, and closes the device") {
    const DiskSound disk;
    REQUIRE(SdlLoudspeaker::is_present());
    SdlLoudspeaker loudspeaker;
    CHECK(loudspeaker.remaining() == 0);
    REQUIRE(loudspeaker.play(tone(200), 3));
    CHECK(loudspeaker.remaining() > 150);
    listen_to_the_end(loudspeaker);
    loudspeaker.stop();
    CHECK(disk.size() >= 22050 / 5);
    CHECK(disk.peak() > 4000);
    CHECK(disk.peak() < 10000);
    const auto heard = disk.size();
    std::this_thread::sleep_for(Milliseconds{60});
    CHECK(disk.size() == heard);
}

TEST_CASE("sounds follow each other, of whatever rate") {
    const DiskSound disk;
    SdlLoudspeaker loudspeaker;
    REQUIRE(loudspeaker.play(tone(100), 5));
    REQUIRE(loudspeaker.play(tone(100, 44100), 5));
    CHECK(loudspeaker.remaining() > 150);
    CHECK(loudspeaker.remaining() < 260);
    listen_to_the_end(loudspeaker);
}

TEST_CASE("the loudspeaker falls silent within 30 ms", "[voice.silence]") {
    const DiskSound disk;
    SdlLoudspeaker loudspeaker;
    REQUIRE(loudspeaker.play(tone(5000), 5));
    std::this_thread::sleep_for(Milliseconds{100});
    const auto before = disk.size();
    loudspeaker.stop();
    CHECK(loudspeaker.remaining() == 0);
    const auto after = disk.samples();
    std::size_t sounding = 0;
    for (std::size_t i = before; i < after.size(); ++i)
        if (after[i] != 0) ++sounding;
    // One buffer may be on its way to the device when the word comes; what the disk driver had not yet written to the file (a block of
    // the C library) sounded before.
    constexpr std::size_t buffer = std::size_t{22050} * 30 / 1000, unwritten = 4096 / sizeof(std::int16_t);
    CHECK(sounding <= buffer + unwritten);
}

TEST_CASE("a kiosk without a loudspeaker says so instead of sounding", "[voice.no_device]") {
    ::setenv("SDL_AUDIODRIVER", "nothing_of_that_name", 1);
    CHECK_FALSE(SdlLoudspeaker::is_present());
    SdlLoudspeaker loudspeaker;
    const auto played = loudspeaker.play(tone(100), 3);
    ::unsetenv("SDL_AUDIODRIVER");
    REQUIRE_FALSE(played);
    CHECK(played.error().code == ErrorCode::Unavailable);
    CHECK(loudspeaker.remaining() == 0);
}
