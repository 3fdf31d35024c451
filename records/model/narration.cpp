// Reading the marks of a recording.
#include "records/model/narration.h"

#include "records/base/text.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>

namespace lianxin {
namespace {

constexpr int longest = 3600; // seconds
constexpr int samples_a_second = 48'000; ///< what Ogg Opus counts in, whatever was recorded

Error invalid(std::string why) { return Error{ErrorCode::Invalid, std::move(why), {}}; }

/// Nothing when the bytes end before.
std::optional<std::uint64_t> little_endian(std::string_view bytes, std::size_t at, std::size_t size) {
    if (at + size > bytes.size()) return std::nullopt;
    std::uint64_t value = 0;
    for (std::size_t i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

std::optional<double> number(std::string_view text) {
    double value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (problem != std::errc() || end != text.data() + text.size() || !(value >= 0) || value > longest) return std::nullopt;
    return value;
}

std::optional<Milliseconds> time_of(std::string_view text) {
    const auto colon = text.find(':');
    const auto minutes = colon == std::string_view::npos ? std::optional(0.0) : number(text.substr(0, colon));
    const auto seconds = number(colon == std::string_view::npos ? text : text.substr(colon + 1));
    if (!minutes || !seconds) return std::nullopt;
    return Milliseconds(std::llround((*minutes * 60 + *seconds) * 1000));
}

} // namespace

Result<std::vector<Milliseconds>> parse_marks(std::string_view csv) {
    if (csv.starts_with("\xef\xbb\xbf")) csv.remove_prefix(3);
    std::vector<Milliseconds> marks;
    std::size_t line = 0;
    for (const auto text : split(csv, '\n')) {
        ++line;
        const auto entry = trimmed(text.substr(0, text.find(',')));
        if (entry.empty()) continue;
        const auto time = time_of(entry);
        const std::string where = "line " + std::to_string(line) + ": ";
        if (!time) return invalid(where + "a time like 75.5 or 1:15.5");
        if (!marks.empty() && *time <= marks.back()) return invalid(where + "each time must be later than the one before");
        marks.push_back(*time);
    }
    if (marks.empty()) return invalid("there is no time in it");
    return marks;
}

Result<Milliseconds> recording_length(std::string_view bytes) {
    if (bytes.size() > largest_recording) return invalid("the recording is larger than 8 MiB; save it shorter, or at 24 kbit/s");
    const auto head = bytes.substr(0, 64).find("OpusHead");
    if (!bytes.starts_with("OggS") || head == std::string_view::npos) return invalid("the recording is not Ogg Opus");
    const auto last = bytes.rfind("OggS");
    const auto end = little_endian(bytes, last + 6, 8), skipped = little_endian(bytes, head + 10, 2);
    if (!end || !skipped || *end <= *skipped) return invalid("the recording is cut short or empty");
    if (*end > longest * samples_a_second) return invalid("the recording is longer than an hour");
    return Milliseconds((*end - *skipped) * 1000 / samples_a_second);
}

} // namespace lianxin
