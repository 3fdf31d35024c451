// The recorder: what is spoken into SDL's disk driver, or into a stand-in that can fail, is on the shelf as Opus; nothing else is.
#include "kiosk/device/memo_recorder.h"
#include "kiosk/device/sdl_loudspeaker.h"
#include "kiosk/device/sdl_microphone.h"
#include "kiosk/device/voice.h"
#include "tests/folder.h"
#include "tests/kiosk/device/disk_sound.h"
#include "tests/kiosk/device/told.h"
#include "tests/programs/spoken_file.h"

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <numbers>

using namespace lianxin;
using test::SpokenFile;
using namespace std::chrono_literals;

namespace {

std::vector<std::int16_t> hum(Milliseconds length, double loudness = 9000) {
    std::vector<std::int16_t> samples(static_cast<std::size_t>(length.count()) * voice_rate / 1000);
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] = static_cast<std::int16_t>(loudness * std::sin(2 * std::numbers::pi * 220 * static_cast<double>(i) / voice_rate));
    return samples;
}

/// Gives what it was made with in small pieces, then what it is told to.
class StandInMicrophone final : public Microphone {
  public:
    enum class Afterwards { Silence, Unplugged };
    StandInMicrophone(std::vector<std::int16_t> sound, Afterwards after) : sound_(std::move(sound)), after_(after) {}
    bool is_present() override { return true; }
    Result<void> open() override {
        at_ = 0;
        return {};
    }
    Result<Sound> hear() override {
        const std::size_t some = std::min<std::size_t>(voice_rate / 4, sound_.size() - at_);
        Sound out{voice_rate, {sound_.begin() + static_cast<std::ptrdiff_t>(at_), sound_.begin() + static_cast<std::ptrdiff_t>(at_ + some)}};
        at_ += some;
        if (some == 0 && after_ == Afterwards::Unplugged) return Error{ErrorCode::Unavailable, "unplugged", {}};
        return out;
    }
    void close() override {}

  private:
    std::vector<std::int16_t> sound_;
    Afterwards after_;
    std::size_t at_ = 0;
};

struct Recording {
    explicit Recording(std::unique_ptr<Microphone> microphone) : recorder(std::in_place, std::move(microphone), shelf, told.sink()) {}
    bool can_record() {
        const auto news = told.next<event::DevicesChanged>();
        return news && news->news.can_record.value_or(false);
    }
    Milliseconds heard(const std::string& field) {
        auto memo = shelf.find(field);
        if (!memo) return Milliseconds{0};
        auto reader = OpusReader::open(std::move(*memo));
        REQUIRE(reader);
        return reader->length();
    }

    Folder folder;
    MemoShelf shelf{folder.path};
    Told told;
    std::optional<MemoRecorder> recorder;
};

} // namespace

TEST_CASE("what is spoken into the microphone lies on the shelf as Opus of that length", "[memo.recorded]") {
    const Folder files;
    const SpokenFile spoken(files.path / "spoken.raw", hum(30s));
    Recording recording(std::make_unique<SdlMicrophone>(""));
    CHECK(recording.can_record());
    REQUIRE(recording.recorder->perform(effect::RecordMemo{"matter", longest_memo}));
    auto level = recording.told.next<event::MemoLevel>();
    while (level && level->length < Milliseconds{1500}) level = recording.told.next<event::MemoLevel>();
    REQUIRE(level);
    CHECK(level->level > 40);
    REQUIRE(recording.recorder->perform(effect::StopMemo{}));
    const auto recorded = recording.told.next<event::MemoRecorded>();
    REQUIRE(recorded);
    CHECK(recorded->field == "matter");
    CHECK(recorded->length >= level->length);
    CHECK(std::chrono::abs(recording.heard("matter") - recorded->length) < 100ms);
    const auto sound = from_opus(*recording.shelf.find("matter"), longest_memo);
    REQUIRE(sound);
    CHECK(level_of(*sound) > 40);
}

TEST_CASE("a memo ends by itself at the longest time", "[memo.recorded]") {
    Recording recording(std::make_unique<StandInMicrophone>(hum(10s), StandInMicrophone::Afterwards::Silence));
    recording.recorder->perform(effect::RecordMemo{"matter", Milliseconds{3000}});
    const auto recorded = recording.told.next<event::MemoRecorded>();
    REQUIRE(recorded);
    CHECK(recorded->length == Milliseconds{3000});
    CHECK(std::chrono::abs(recording.heard("matter") - 3000ms) < 100ms);
}

TEST_CASE("the longest memo fits into the parts of one attachment", "[memo.recorded]") {
    auto opus = OpusWriter::begin();
    REQUIRE(opus);
    SeededRandom random(5);
    for (int second = 0; second < 180; ++second) {
        std::vector<std::int16_t> noise(voice_rate); // the hardest to pack
        random.fill(std::span(reinterpret_cast<std::uint8_t*>(noise.data()), noise.size() * sizeof(std::int16_t)));
        for (auto& sample : noise) sample = static_cast<std::int16_t>(sample / 4);
        REQUIRE(opus->add(noise));
    }
    const auto memo = opus->finish();
    REQUIRE(memo);
    CHECK(memo->size() < largest_memo);
}

TEST_CASE("a slip of the finger records nothing, an unplugged microphone says so, and an earlier memo stays", "[memo.recorded]") {
    Recording recording(std::make_unique<StandInMicrophone>(hum(2s), StandInMicrophone::Afterwards::Unplugged));
    recording.recorder->perform(effect::RecordMemo{"matter", Milliseconds{1500}});
    REQUIRE(recording.told.next<event::MemoRecorded>());
    recording.recorder->perform(effect::RecordMemo{"matter", longest_memo});
    recording.recorder->perform(effect::StopMemo{});
    auto failed = recording.told.next<event::MemoFailed>();
    REQUIRE(failed);
    CHECK(failed->code == "invalid");
    recording.recorder->perform(effect::RecordMemo{"matter", longest_memo});
    failed = recording.told.next<event::MemoFailed>();
    REQUIRE(failed);
    CHECK(failed->code == "unavailable");
    CHECK(recording.heard("matter") > 1400ms);
}

TEST_CASE("a kiosk without microphone says that it cannot record", "[memo.recorded]") {
    Recording recording(nullptr);
    CHECK_FALSE(recording.can_record());
    recording.recorder->perform(effect::RecordMemo{"matter", longest_memo});
    CHECK(recording.told.next<event::MemoFailed>()->code == "unavailable");
}

TEST_CASE("the end of a visit drops a memo, also one that is being spoken", "[memo.wiped]") {
    Recording recording(std::make_unique<StandInMicrophone>(hum(60s), StandInMicrophone::Afterwards::Silence));
    CHECK(recording.can_record());
    recording.recorder->perform(effect::RecordMemo{"matter", Milliseconds{1500}});
    REQUIRE(recording.told.next<event::MemoRecorded>());
    recording.recorder->perform(effect::RecordMemo{"other", longest_memo});
    REQUIRE(recording.told.next<event::MemoLevel>());
    CHECK(recording.recorder->perform(effect::Forget{}));
    CHECK(recording.can_record()); // told again after each visit
    CHECK_FALSE(recording.shelf.find("matter"));
    CHECK_FALSE(recording.shelf.find("other"));
    CHECK_FALSE(recording.told.next<event::MemoRecorded>(200ms));
}

TEST_CASE("a dropped memo is gone, and only that one", "[memo.wiped]") {
    Recording recording(std::make_unique<StandInMicrophone>(hum(60s), StandInMicrophone::Afterwards::Silence));
    for (const char* field : {"matter", "wish"}) {
        recording.recorder->perform(effect::RecordMemo{field, Milliseconds{1200}});
        REQUIRE(recording.told.next<event::MemoRecorded>());
    }
    recording.recorder->perform(effect::DropMemo{"matter"});
    recording.recorder->perform(effect::RecordMemo{"last", Milliseconds{1200}}); // orders are kept in order
    REQUIRE(recording.told.next<event::MemoRecorded>());
    CHECK_FALSE(recording.shelf.find("matter"));
    CHECK(recording.shelf.find("wish"));
}

TEST_CASE("a memo is heard again through the loudspeaker, and stops when told", "[memo.heard]") {
    const DiskSound disk;
    const Folder folder;
    MemoShelf shelf(folder.path);
    shelf.put("matter", *to_opus({voice_rate, hum(1200ms)}));
    shelf.put("long", *to_opus({voice_rate, hum(60s)}));
    Told told;
    VoiceMeans means;
    means.loudspeaker = std::make_unique<SdlLoudspeaker>();
    means.has_loudspeaker = SdlLoudspeaker::is_present;
    means.memos = [&shelf](const std::string& field) { return shelf.find(field); };
    Voice voice(std::move(means), told.sink());
    CHECK(voice.perform(effect::PlayMemo{"matter", 5}));
    REQUIRE(told.next<event::MemoPlayed>());
    CHECK(disk.size() >= 48000);
    CHECK(disk.peak() > 4000);
    voice.perform(effect::PlayMemo{"nothing", 5});
    CHECK(told.next<event::MemoPlayed>());
    voice.perform(effect::PlayMemo{"long", 5});
    voice.perform(effect::Silence{});
    CHECK_FALSE(told.next<event::MemoPlayed>(200ms));
}

TEST_CASE("louder speech stands higher on the meter", "[memo.recorded]") {
    CHECK(level_of({voice_rate, std::vector<std::int16_t>(1600, 0)}) == 0);
    CHECK(level_of({voice_rate, {}}) == 0);
    const int soft = level_of({voice_rate, hum(100ms, 300)}), loud = level_of({voice_rate, hum(100ms, 9000)});
    CHECK(soft < loud);
    CHECK(soft > 0);
    CHECK(level_of({voice_rate, hum(100ms, 32000)}) == 100);
}
