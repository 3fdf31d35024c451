// Voice in and out of Ogg Opus, by us and as Debian's own opus tools hear it.
#include "kiosk/device/opus.h"
#include "tests/folder.h"


#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstdlib>

using namespace lianxin;

namespace {

/// A tone whose loudness comes and goes once a second, as syllables do.
Sound hum(std::chrono::milliseconds length) {
    Sound sound{voice_rate, {}};
    const auto count = static_cast<std::size_t>(length.count()) * voice_rate / 1000;
    for (std::size_t at = 0; at < count; ++at) {
        const double seconds = static_cast<double>(at) / voice_rate;
        sound.samples.push_back(static_cast<std::int16_t>(9000 * std::sin(seconds * 440 * 6.2832) * std::abs(std::sin(seconds * 3.1416))));
    }
    return sound;
}

double loudness(const Sound& sound) {
    double sum = 0;
    for (const auto sample : sound.samples) sum += double(sample) * sample;
    return std::sqrt(sum / double(sound.samples.size()));
}

double seconds(const Sound& sound) { return double(sound.samples.size()) / sound.rate; }

bool is_near(double left, double right, double tolerance) { return std::abs(left - right) <= tolerance * right; }

} // namespace

TEST_CASE("a voice comes back from Opus as long and as loud as it was", "[opus]") {
    const Sound said = hum(std::chrono::milliseconds(2500));
    const auto file = to_opus(said);
    REQUIRE(file);
    CHECK(file->size() < 8000); // about 2 KB a second
    const auto heard = from_opus(*file, std::chrono::seconds(10));
    REQUIRE(heard);
    CHECK(heard->rate == 48000);
    CHECK(is_near(seconds(*heard), 2.5, 0.001));
    CHECK(is_near(loudness(*heard), loudness(said), 0.1));
}

TEST_CASE("the same voice gives the same bytes, in one piece or in many", "[opus]") {
    const Sound said = hum(std::chrono::milliseconds(1000));
    const auto whole = to_opus(said);
    auto writer = OpusWriter::begin();
    REQUIRE(writer);
    for (std::size_t at = 0; at < said.samples.size(); at += 777)
        REQUIRE(writer->add(std::span(said.samples).subspan(at, std::min<std::size_t>(777, said.samples.size() - at))));
    CHECK(*writer->finish() == *whole);
}

TEST_CASE("a stranger's tool hears our memo", "[opus]") {
    Folder folder;
    const Sound said = hum(std::chrono::milliseconds(1500));
    REQUIRE(write_file(folder.path / "memo.opus", *to_opus(said)));
    const std::string command = "opusdec --quiet --rate 16000 " + (folder.path / "memo.opus").string() + " " + (folder.path / "memo.wav").string() + " 2>/dev/null";
    REQUIRE(std::system(command.c_str()) == 0);
    const auto wave = read_file(folder.path / "memo.wav", 1 << 20);
    REQUIRE(wave);
    constexpr std::size_t wave_header = 44;
    const double samples = double(wave->size() - wave_header) / 2;
    CHECK(is_near(samples / voice_rate, 1.5, 0.01));
}

TEST_CASE("what is no Opus, is cut short or is too long is refused", "[opus]") {
    CHECK(from_opus({}, std::chrono::seconds(1)).error().code == ErrorCode::Corrupt);
    CHECK(from_opus(copy_of(bytes_of("OggS, or so it says")), std::chrono::seconds(1)).error().code == ErrorCode::Corrupt);
    const auto file = to_opus(hum(std::chrono::milliseconds(3000)));
    CHECK(from_opus(*file, std::chrono::seconds(2)).error().code == ErrorCode::Invalid);
    const auto half = from_opus(Bytes(file->begin(), file->begin() + static_cast<std::ptrdiff_t>(file->size() / 2)), std::chrono::seconds(10));
    if (half) CHECK(seconds(*half) < 3);
    CHECK(to_opus({8000, {}}).error().code == ErrorCode::Invalid);
}
