// Spellings of byte strings; wiping.
#include "records/base/bytes.h"

#include <algorithm>
#include <cstring>

namespace lianxin {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view base64_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view base45_alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

Error invalid(std::string message) { return {ErrorCode::Invalid, std::move(message), {}}; }

int hex_value(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

template <class Number> void append_number(Bytes& to, Number number) {
    for (int shift = static_cast<int>(sizeof number) * 8 - 8; shift >= 0; shift -= 8)
        to.push_back(static_cast<std::uint8_t>(number >> shift));
}

template <class Number> Number read_number(ByteView bytes, std::size_t at) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < sizeof(Number); ++i) number = number << 8 | bytes[at + i];
    return static_cast<Number>(number);
}

} // namespace

void append(Bytes& to, ByteView more) { to.insert(to.end(), more.begin(), more.end()); }
bool equal(ByteView left, ByteView right) { return std::equal(left.begin(), left.end(), right.begin(), right.end()); }

std::string to_hex(ByteView bytes) {
    std::string out;
    out.reserve(bytes.size() * 2);
    for (auto byte : bytes) {
        out += hex_digits[byte >> 4];
        out += hex_digits[byte & 15];
    }
    return out;
}

Result<Bytes> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) return invalid("odd number of hexadecimal digits");
    Bytes out;
    out.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = hex_value(text[i]);
        const int low = hex_value(text[i + 1]);
        if (high < 0 || low < 0) return invalid("not a hexadecimal digit");
        out.push_back(static_cast<std::uint8_t>(high << 4 | low));
    }
    return out;
}

std::string to_base64(ByteView bytes, Padding padding) {
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4); // no growing: what is spelled may be a key, and leaves no copies behind
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t left = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = 0;
        for (std::size_t j = 0; j < 3; ++j) group = group << 8 | (j < left ? bytes[i + j] : 0u);
        for (std::size_t j = 0; j <= left; ++j) out += base64_alphabet[group >> (18 - 6 * j) & 63];
        if (padding == Padding::Kept) out.append(3 - left, '=');
    }
    return out;
}

Result<Bytes> from_base64(std::string_view text, Padding padding) {
    std::string_view digits = text;
    if (padding == Padding::Kept) {
        if (text.size() % 4 != 0) return invalid("Base64 length is not a multiple of four");
        for (int i = 0; i < 2 && !digits.empty() && digits.back() == '='; ++i) digits.remove_suffix(1);
    }
    Bytes out;
    out.reserve(digits.size() * 3 / 4);
    std::uint32_t group = 0;
    int bits = 0;
    for (char digit : digits) {
        const auto value = base64_alphabet.find(digit);
        if (value == std::string_view::npos) return invalid("not a Base64 digit");
        group = (group << 6 | static_cast<std::uint32_t>(value)) & 0xffffff;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            out.push_back(static_cast<std::uint8_t>(group >> bits));
        }
    }
    if (to_base64(out, padding) != text) return invalid("Base64 is not in its canonical spelling");
    return out;
}

std::string to_base45(ByteView bytes) {
    std::string out;
    out.reserve((bytes.size() + 1) / 2 * 3);
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        const unsigned pair = bytes[i] * 256u + bytes[i + 1];
        out += base45_alphabet[pair % 45];
        out += base45_alphabet[pair / 45 % 45];
        out += base45_alphabet[pair / 2025];
    }
    if (bytes.size() % 2 != 0) {
        out += base45_alphabet[bytes.back() % 45u];
        out += base45_alphabet[bytes.back() / 45u];
    }
    return out;
}

Result<Bytes> from_base45(std::string_view text) {
    if (text.size() % 3 == 1) return invalid("Base45 length is impossible");
    Bytes out;
    for (std::size_t i = 0; i < text.size(); i += 3) {
        const std::size_t count = std::min<std::size_t>(3, text.size() - i);
        std::size_t number = 0;
        for (std::size_t j = count; j-- > 0;) {
            const auto digit = base45_alphabet.find(text[i + j]);
            if (digit == std::string_view::npos) return invalid("not a Base45 digit");
            number = number * 45 + digit;
        }
        if (number > (count == 3 ? 65535u : 255u)) return invalid("Base45 group is out of range");
        if (count == 3) out.push_back(static_cast<std::uint8_t>(number >> 8));
        out.push_back(static_cast<std::uint8_t>(number));
    }
    return out;
}

void append_u16(Bytes& to, std::uint16_t number) { append_number(to, number); }
void append_u32(Bytes& to, std::uint32_t number) { append_number(to, number); }
void append_u64(Bytes& to, std::uint64_t number) { append_number(to, number); }
std::uint16_t read_u16(ByteView bytes, std::size_t at) { return read_number<std::uint16_t>(bytes, at); }
std::uint32_t read_u32(ByteView bytes, std::size_t at) { return read_number<std::uint32_t>(bytes, at); }
std::uint64_t read_u64(ByteView bytes, std::size_t at) { return read_number<std::uint64_t>(bytes, at); }

void wipe(std::span<std::uint8_t> bytes) {
    if (!bytes.empty()) explicit_bzero(bytes.data(), bytes.size());
}

void wipe(std::string& text) {
    text.resize(text.capacity());
    explicit_bzero(text.data(), text.size());
    text.clear();
}

void wipe(Bytes& bytes) {
    bytes.resize(bytes.capacity());
    wipe(std::span<std::uint8_t>(bytes));
    bytes.clear();
}

} // namespace lianxin
