// The voice with the real espeak-ng and a loudspeaker that is a file.
#include "kiosk/device/sdl_loudspeaker.h"
#include "kiosk/device/voice.h"
#include "tests/kiosk/device/disk_sound.h"
#include "tests/kiosk/device/told.h"

#include <catch2/catch_test_macros.hpp>

#include <fstream>

using namespace lianxin;
using namespace std::chrono_literals;

namespace {

const Path readings = Path(LIANXIN_SOURCE_DIR) / "assets/speech/readings.txt";

struct Speaking {
    explicit Speaking(std::string program = "espeak-ng", Recordings recordings = {}) {
        VoiceMeans means;
        means.loudspeaker = std::make_unique<SdlLoudspeaker>();
        means.has_loudspeaker = SdlLoudspeaker::is_present;
        means.program = std::move(program);
        means.readings = readings;
        means.recordings = std::move(recordings);
        voice = std::make_unique<Voice>(std::move(means), told.sink());
    }
    void say(std::uint64_t serial, std::string text, std::string next = "") {
        CHECK(voice->perform(effect::Speak{serial, {std::move(text), "", {}, {}, {5, 5}}, std::move(next)}));
    }
    void play(std::uint64_t serial, Milliseconds from, Milliseconds to) {
        CHECK(voice->perform(effect::Speak{serial, {"念不出来", "audio/a.opus", from, to, {5, 5}}, ""}));
    }
    bool can_speak() {
        const auto news = told.next<event::DevicesChanged>();
        return news && news->news.can_speak.value_or(false);
    }
    /// Serial of what has ended; 0 when nothing has.
    std::uint64_t ended(std::chrono::milliseconds patience = 10s) {
        const auto event = told.next<event::SpeechEnded>(patience);
        return event ? event->serial : 0;
    }

    DiskSound disk;
    Told told;
    std::unique_ptr<Voice> voice;
};

/// A program of the test's own in place of espeak-ng.
struct Script {
    explicit Script(const std::string& lines) : path(std::filesystem::temp_directory_path() / ("lianxin-voice-" + std::to_string(::getpid()))) {
        std::ofstream(path) << "#!/bin/sh\n" << lines;
        std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    }
    ~Script() { std::filesystem::remove(path); }
    Path path;
};

void until_sound(const DiskSound& disk) {
    for (int i = 0; i < 1000 && disk.peak() == 0; ++i) std::this_thread::sleep_for(5ms);
}

} // namespace

TEST_CASE("what is to be said is heard, and its end is told", "[voice.heard]") {
    Speaking speaking;
    REQUIRE(speaking.can_speak());
    speaking.say(7, "您好。");
    CHECK(speaking.ended() == 7);
    CHECK(speaking.disk.peak() > 2000);
}

TEST_CASE("sentence follows sentence, the next one made ready meanwhile", "[voice.heard]") {
    Speaking speaking;
    speaking.say(1, "您好。", "请看。");
    REQUIRE(speaking.ended() == 1);
    const auto first = speaking.disk.size();
    speaking.say(2, "请看。");
    REQUIRE(speaking.ended() == 2);
    CHECK(speaking.disk.peak(first) > 2000);
}

TEST_CASE("silence comes at once, and what was being said never ends afterwards", "[voice.silence]") {
    Speaking speaking;
    speaking.say(1, "今天上午九点，村里开会，请大家按时参加，谢谢大家的支持。");
    until_sound(speaking.disk);
    REQUIRE(speaking.disk.peak() > 0);
    CHECK(speaking.voice->perform(effect::Silence{}));
    // A sentence of some eight seconds; the file grows no more however long one waits.
    std::size_t heard = 0;
    while (std::exchange(heard, speaking.disk.size()) != speaking.disk.size() || heard == 0) std::this_thread::sleep_for(300ms);
    CHECK(heard < std::size_t{22050} * 3);
    CHECK(speaking.ended(50ms) == 0);
}

TEST_CASE("the end of a visit silences the voice, and is passed on to the others", "[voice.silence]") {
    Speaking speaking;
    speaking.say(1, "今天上午九点，村里开会，请大家按时参加，谢谢大家的支持。");
    until_sound(speaking.disk);
    speaking.voice->perform(effect::Forget{});
    CHECK(speaking.ended(300ms) == 0);
    CHECK_FALSE(speaking.voice->perform(effect::StopMemo{}));
}

TEST_CASE("a new sentence takes the place of the one being said", "[voice.heard]") {
    Speaking speaking;
    speaking.say(1, "今天上午九点，村里开会，请大家按时参加，谢谢大家的支持。");
    until_sound(speaking.disk);
    speaking.say(2, "好。");
    CHECK(speaking.ended() == 2);
}

TEST_CASE("silence and at once something new: the new is said to its end", "[voice.heard]") {
    Speaking speaking;
    for (std::uint64_t serial = 1; serial <= 10; ++serial) {
        speaking.voice->perform(effect::Silence{});
        speaking.say(serial, "好");
        REQUIRE(speaking.ended() == serial);
    }
}

TEST_CASE("when the synthetic voice is killed or fails, only that sentence is lost", "[voice.crash]") {
    for (const char* lines : {"kill -9 $$\n", "exit 1\n", "echo no sound\n", "cat >/dev/null; head -c 100 /dev/zero\n"}) {
        const Script script(lines);
        Speaking speaking(script.path.string());
        REQUIRE(speaking.can_speak());
        speaking.say(3, "您好。");
        CHECK(speaking.ended() == 3);
        CHECK(speaking.disk.peak() == 0);
    }
}

TEST_CASE("a synthetic voice that hangs is given up as soon as silence is wanted", "[voice.crash]") {
    const Script script("exec sleep 100\n");
    Speaking speaking(script.path.string());
    speaking.say(3, "您好。");
    std::this_thread::sleep_for(100ms);
    const auto begun = std::chrono::steady_clock::now();
    speaking.voice.reset();
    CHECK(std::chrono::steady_clock::now() - begun < 2s);
}

TEST_CASE("without espeak-ng the kiosk does not offer to speak", "[voice.no_device]") {
    Speaking speaking("/nowhere/espeak-ng");
    const auto news = speaking.told.next<event::DevicesChanged>();
    REQUIRE(news);
    CHECK(news->news.can_speak == false);
}

TEST_CASE("a recording is preferred, cut to its marks, and replaced by the voice when it is damaged", "[voice.recording]") {
    Sound tone{voice_rate, {}};
    for (int i = 0; i < voice_rate * 2; ++i) tone.samples.push_back(i / 40 % 2 == 0 ? 9000 : -9000);
    const Bytes opus = *to_opus(tone);
    Bytes served = opus;
    Speaking speaking("/nowhere/espeak-ng", [&](const std::string& path) -> Result<Bytes> {
        CHECK(path == "audio/a.opus");
        return served;
    });
    speaking.play(1, 500ms, 1000ms);
    REQUIRE(speaking.ended() == 1);
    const auto half = speaking.disk.size();
    CHECK(speaking.disk.peak() > 2000);
    CHECK(half > 24000 - 4096); // the file is written in blocks
    CHECK(half < 24000 + 12000);
    speaking.play(2, 1000ms, 0ms);
    REQUIRE(speaking.ended() == 2);
    CHECK(speaking.disk.size() > half + 40000);
    served = Bytes(100, 0);
    speaking.voice->perform(effect::Forget{});
    speaking.play(3, 0ms, 0ms);
    CHECK(speaking.ended() == 3);
}
