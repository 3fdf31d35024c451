// Walking UTF-8.
#include "records/base/text.h"

namespace lianxin {
namespace {

bool is_continuation(std::uint8_t byte) { return (byte & 0xc0) == 0x80; }

/// Length of the well-formed sequence that begins the view, 0 when there is none.
std::size_t sequence_length(ByteView bytes) {
    const std::uint8_t lead = bytes[0];
    if (lead < 0x80) return 1;
    const std::size_t length = lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
    if (length == 0 || bytes.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if (!is_continuation(bytes[i])) return 0;
    const std::uint8_t second = bytes[1];
    if (lead == 0xe0 && second < 0xa0) return 0;
    if (lead == 0xed && second > 0x9f) return 0;
    if (lead == 0xf0 && second < 0x90) return 0;
    if (lead == 0xf4 && second > 0x8f) return 0;
    return length;
}

bool is_blank(char32_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0x3000; }

} // namespace

bool is_utf8(ByteView bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        const auto length = sequence_length(bytes.subspan(at));
        if (length == 0) return false;
        at += length;
    }
    return true;
}

CodePoint code_point_at(std::string_view text, std::size_t at) {
    const ByteView bytes = bytes_of(text).subspan(at);
    const auto length = sequence_length(bytes);
    if (length == 0) return {0xfffd, 1};
    if (length == 1) return {bytes[0], 1};
    char32_t value = bytes[0] & (0x7fu >> length);
    for (std::size_t i = 1; i < length; ++i) value = value << 6 | (bytes[i] & 0x3fu);
    return {value, length};
}

std::size_t previous_start(std::string_view text, std::size_t at) {
    std::size_t start = at - 1;
    while (start > 0 && at - start < 4 && is_continuation(static_cast<std::uint8_t>(text[start]))) --start;
    return code_point_at(text, start).length == at - start ? start : at - 1;
}

std::size_t count_characters(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); at += code_point_at(text, at).length) ++count;
    return count;
}

std::u32string to_code_points(std::string_view text) {
    std::u32string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto point = code_point_at(text, at);
        out += point.value;
        at += point.length;
    }
    return out;
}

std::string to_utf8(char32_t c) {
    std::string out;
    const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xc0 | c >> 6);
        put(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        put(0xe0 | c >> 12);
        put(0x80 | (c >> 6 & 0x3f));
        put(0x80 | (c & 0x3f));
    } else {
        put(0xf0 | c >> 18);
        put(0x80 | (c >> 12 & 0x3f));
        put(0x80 | (c >> 6 & 0x3f));
        put(0x80 | (c & 0x3f));
    }
    return out;
}

std::string to_utf8(std::u32string_view text) {
    std::string out;
    for (char32_t c : text) out += to_utf8(c);
    return out;
}

std::string_view first_characters(std::string_view text, std::size_t characters) {
    std::size_t at = 0;
    for (; characters > 0 && at < text.size(); --characters) at += code_point_at(text, at).length;
    return text.substr(0, at);
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty()) {
        const auto point = code_point_at(text, 0);
        if (!is_blank(point.value)) break;
        text.remove_prefix(point.length);
    }
    while (!text.empty()) {
        const auto start = previous_start(text, text.size());
        if (!is_blank(code_point_at(text, start).value)) break;
        text = text.substr(0, start);
    }
    return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const auto at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) text.replace(at, what.size(), with);
    return text;
}

bool is_han(char32_t c) {
    return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x20000 && c <= 0x323af) || (c >= 0xf900 && c <= 0xfaff) || c == 0x3007;
}

std::string folded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        auto [c, length] = code_point_at(text, at);
        at += length;
        if (c >= 0xff01 && c <= 0xff5e) c -= 0xfee0;
        if (c == 0x3000) c = ' ';
        if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
        out += to_utf8(c);
    }
    return out;
}

} // namespace lianxin
