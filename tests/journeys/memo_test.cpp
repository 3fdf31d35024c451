// A resident speaks instead of writing: real sound through a microphone that is a file, a pulled plug, the county, and the memo as a file.
#include "tests/programs/driven_kiosk.h"
#include "tests/programs/spoken_file.h"

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <cstring>
#include <thread>

using namespace lianxin;
using namespace lianxin::test;

namespace {

constexpr int rate = SpokenFile::rate;

/// How often the sign changes in a second of samples: twice the pitch.
int crossings(const Bytes& raw, std::size_t from) {
    int count = 0;
    std::int16_t before = 0;
    for (std::size_t at = from; at < from + rate && 2 * at + 2 <= raw.size(); ++at) {
        std::int16_t sample = 0;
        std::memcpy(&sample, raw.data() + 2 * at, sizeof sample);
        if ((before < 0) != (sample < 0)) ++count;
        before = sample;
    }
    return count;
}

/// From idle to the confirm page, the first question answered by speaking.
void speak_help(DrivenKiosk& kiosk) {
    kiosk.obey("tap idle.start");
    kiosk.obey("tap home.request");
    kiosk.obey("tap services.help");
    kiosk.obey("tap form.next");
    kiosk.obey("tap key.memo");
    CHECK(kiosk.spoken().find("点一下，开始说话") == std::string::npos); // said in words that need no eyes
    kiosk.obey("tap memo.record");
    const Value recording = kiosk.obey("speak 4000");
    CHECK(recording.text_or("memo", "") == "recording");
    kiosk.obey("tap memo.stop");
    CHECK(kiosk.value("memo.state") == "recorded");
    kiosk.obey("tap memo.play");
    kiosk.obey("tap form.next");
    kiosk.obey("fill village 990021101201");
    kiosk.obey("fill identity anonymous");
    for (int pages = 0; pages < 10 && kiosk.screen() == "form"; ++pages) kiosk.obey("tap form.next");
    REQUIRE(kiosk.screen() == "confirm");
}

Path scratch_of(const Demo& demo) {
    const std::string text = read_text(demo.config("kiosk"), 1 << 16).value();
    const auto begin = text.find('"', text.find("\nvolatile")) + 1;
    return text.substr(begin, text.find('"', begin) - begin);
}

/// Whether a file below the folder holds those bytes.
bool is_found_below(const Path& folder, ByteView bytes) {
    const std::string_view sought(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
        if (!file.is_regular_file()) continue;
        const Bytes content = read_file(file.path(), 64 << 20).value();
        if (std::string_view(reinterpret_cast<const char*>(content.data()), content.size()).find(sought) != std::string_view::npos) return true;
    }
    return false;
}

} // namespace

TEST_CASE("a memo survives a pulled plug, is nowhere on the disk in clear, and the county hears what was said", "[memo.story]") {
    const Demo demo;
    demo.hurry();
    const SpokenFile spoken(demo.folder() / "spoken.raw");
    Bytes memo;
    {
        DrivenKiosk kiosk(demo);
        speak_help(kiosk);
        CHECK(kiosk.value("confirm.value.matter").find("语音留言") != std::string::npos);
        memo = read_file(scratch_of(demo) / "memo-matter", 1 << 20).value();
        kiosk.process().kill();
    }
    REQUIRE(memo.size() > 4096);
    {
        DrivenKiosk kiosk(demo);
        REQUIRE(kiosk.screen() == "confirm");
        CHECK(kiosk.value("confirm.value.matter").find("语音留言") != std::string::npos);
        kiosk.obey("tap confirm.submit");
        kiosk.obey("until receipt");
        kiosk.obey("tap common.home");
        for (int tries = 0; tries < 500 && std::filesystem::exists(scratch_of(demo) / "memo-matter"); ++tries) std::this_thread::sleep_for(std::chrono::milliseconds(10));
        CHECK_FALSE(std::filesystem::exists(scratch_of(demo) / "memo-matter"));
        kiosk.quit();
    }
    for (std::size_t at = 0; at + 64 <= memo.size(); at += 1024) CHECK_FALSE(is_found_below(demo.folder() / "kiosk", ByteView(memo).subspan(at, 64)));

    Process county = demo.serve();
    const Finished delivered = demo.deliver();
    INFO(delivered.err);
    REQUIRE(delivered.code == 0);
    const auto cases = parse_json(demo.run("county", {"cases", "--json"}).out);
    REQUIRE(cases);
    REQUIRE(cases->array()->size() == 1);
    const Value& mine = cases->array()->front();
    REQUIRE(mine.find("attachments")->array()->size() == 1);
    const Value& attachment = mine.find("attachments")->array()->front();
    CHECK(attachment.text_or("kind", "") == "memo");
    CHECK(attachment.flag_or("complete", false));
    const Path out = demo.folder() / "memo.opus";
    const Finished written = demo.run("county", {"attachment", mine.text_or("case", ""), "--out", out.string()});
    INFO(written.err);
    REQUIRE(written.code == 0);
    CHECK(read_file(out, 1 << 20).value() == memo);
    CHECK(demo.run("county", {"attachment", mine.text_or("case", ""), "--out", out.string()}).code == 2); // it is there already
    CHECK(demo.run("county", {"attachment", mine.text_or("case", ""), "2", "--out", out.string() + ".2"}).code == 1);

    const auto info = run({"opusinfo", out.string()});
    INFO(info.out << info.err);
    CHECK(info.code == 0);
    CHECK(info.out.find("Playback length: 0m:0") != std::string::npos);
    const Path wave = demo.folder() / "memo.wav";
    REQUIRE(run({"opusdec", "--quiet", "--rate", "16000", out.string(), wave.string()}).code == 0);
    constexpr std::size_t wave_header = 44;
    Bytes heard = read_file(wave, 8 << 20).value();
    REQUIRE(heard.size() > wave_header);
    heard.erase(heard.begin(), heard.begin() + wave_header);
    CHECK(heard.size() >= 4 * rate * 2);
    // 300 and 900 hertz, a second each, from the beginning of the file.
    CHECK(std::abs(crossings(heard, rate / 4) - (SpokenFile::low * 2 * 3 / 4 + SpokenFile::high * 2 / 4)) < 150);
    CHECK(county.stop() == 0);
}

TEST_CASE("a kiosk whose hall wants no memos shows none", "[memo.story]") {
    const Demo demo;
    const SpokenFile spoken(demo.folder() / "spoken.raw");
    demo.set("kiosk", "memos", "false");
    DrivenKiosk kiosk(demo);
    kiosk.obey("tap idle.start");
    kiosk.obey("tap home.request");
    kiosk.obey("tap services.help");
    kiosk.obey("tap form.next");
    CHECK(kiosk.has("key.ink"));
    CHECK_FALSE(kiosk.has("key.memo"));
}
