// Reading the marks of a recording.
#include "records/model/narration.h"

#include "records/base/text.h"

#include <charconv>
#include <cmath>
#include <optional>

namespace lianxin {
namespace {

constexpr double longest = 3600; // seconds

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
        if (!time) return Error{ErrorCode::Invalid, "line " + std::to_string(line) + ": a time like 75.5 or 1:15.5", {}};
        if (!marks.empty() && *time <= marks.back()) return Error{ErrorCode::Invalid, "line " + std::to_string(line) + ": each time must be later than the one before", {}};
        marks.push_back(*time);
    }
    if (marks.empty()) return Error{ErrorCode::Invalid, "there is no time in it", {}};
    return marks;
}

Result<void> check_recording(std::string_view bytes) {
    if (bytes.size() > largest_recording) return Error{ErrorCode::Invalid, "the recording is larger than 8 MiB; save it shorter, or at 24 kbit/s", {}};
    if (!bytes.starts_with("OggS") || bytes.substr(0, 64).find("OpusHead") == std::string_view::npos)
        return Error{ErrorCode::Invalid, "the recording is not Ogg Opus", {}};
    return {};
}

} // namespace lianxin
