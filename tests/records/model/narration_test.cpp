// When the sentences of a recording begin, and how long it is.
#include "records/model/narration.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace std::chrono_literals;

namespace {

using Marks = std::vector<Milliseconds>;

/// What matters of an Ogg Opus file: a first page with the head, and a last page with the count of samples.
std::string opus(std::uint64_t samples) {
    std::string file = "OggS" + std::string(24, '\0') + "OpusHead\x01\x01" + std::string("\x38\x01", 2) + std::string(7, '\0');
    file += "OggS" + std::string(2, '\0');
    for (int i = 0; i < 8; ++i) file += static_cast<char>(samples >> (8 * i) & 0xff);
    return file + std::string(13, '\0');
}

} // namespace

TEST_CASE("marks are seconds or minutes and seconds, one a line, with notes behind a comma", "[voice.narration]") {
    for (const auto& [text, marks] : std::vector<std::pair<std::string, Marks>>{
             {"0\n", {0ms}},
             {"0.25,开头\n12.5\n", {250ms, 12'500ms}},
             {"\xef\xbb\xbf""0\r\n1:15.5,第二句\r\n\r\n", {0ms, 75'500ms}},
         }) {
        CAPTURE(text);
        const auto parsed = parse_marks(text);
        REQUIRE(parsed);
        CHECK(*parsed == marks);
    }
    for (const auto& [text, problem] : std::vector<std::pair<std::string, std::string>>{
             {"", "there is no time in it"},
             {"0\nzwei\n", "line 2: a time like 75.5 or 1:15.5"},
             {"-1\n", "line 1: a time like 75.5 or 1:15.5"},
             {"nan\n", "line 1: a time like 75.5 or 1:15.5"},
             {"4000\n", "line 1: a time like 75.5 or 1:15.5"},
             {"1:\n", "line 1: a time like 75.5 or 1:15.5"},
             {"3\n3\n", "line 2: each time must be later than the one before"},
         }) {
        CAPTURE(text);
        const auto parsed = parse_marks(text);
        REQUIRE_FALSE(parsed);
        CHECK(parsed.error().message == problem);
    }
}

TEST_CASE("the length of a recording is what its last page says", "[voice.narration]") {
    const auto length = recording_length(opus(312 + 96'000));
    REQUIRE(length);
    CHECK(*length == 2s);
    for (const auto& [bytes, problem] : std::vector<std::pair<std::string, std::string>>{
             {"", "the recording is not Ogg Opus"},
             {"RIFF", "the recording is not Ogg Opus"},
             {opus(312), "the recording is cut short or empty"},
             {opus(96'000).substr(0, 50), "the recording is cut short or empty"},
             {opus(~std::uint64_t{0}), "the recording is longer than an hour"},
             {opus(96'000) + std::string(largest_recording, 'x'), "the recording is larger than 8 MiB; save it shorter, or at 24 kbit/s"},
         }) {
        CAPTURE(problem);
        const auto parsed = recording_length(bytes);
        REQUIRE_FALSE(parsed);
        CHECK(parsed.error().message == problem);
    }
}
