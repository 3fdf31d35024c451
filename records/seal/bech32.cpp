// Bech32 spelling and its checksum.
#include "records/seal/bech32.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::string_view alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::size_t checksum_length = 6;
constexpr std::size_t longest_text = 256;

std::uint32_t step(std::uint32_t sum, std::uint32_t value) {
    constexpr std::uint32_t generator[] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    const std::uint32_t top = sum >> 25;
    sum = (sum & 0x1ffffff) << 5 ^ value;
    for (unsigned i = 0; i < 5; ++i)
        if (top >> i & 1) sum ^= generator[i];
    return sum;
}

std::uint32_t checksum_of(std::string_view prefix, ByteView groups) {
    std::uint32_t sum = 1;
    for (char sign : prefix) sum = step(sum, static_cast<std::uint8_t>(sign) >> 5);
    sum = step(sum, 0);
    for (char sign : prefix) sum = step(sum, static_cast<std::uint8_t>(sign) & 31);
    for (auto group : groups) sum = step(sum, group);
    return sum;
}

Bytes five_bit_groups(ByteView bytes) {
    Bytes groups;
    groups.reserve(bytes.size() * 8 / 5 + 1 + checksum_length); // it may be secret: no growing, no copies left behind
    std::uint32_t window = 0;
    int bits = 0;
    for (auto byte : bytes) {
        window = (window << 8 | byte) & 0xfff;
        for (bits += 8; bits >= 5; bits -= 5) groups.push_back(static_cast<std::uint8_t>(window >> (bits - 5) & 31));
    }
    if (bits > 0) groups.push_back(static_cast<std::uint8_t>(window << (5 - bits) & 31));
    return groups;
}

/// The bits left over at the end must be fewer than five and all zero.
Result<Bytes> whole_bytes(ByteView groups) {
    Bytes bytes;
    bytes.reserve(groups.size() * 5 / 8 + 1);
    std::uint32_t window = 0;
    int bits = 0;
    for (auto group : groups) {
        window = (window << 5 | group) & 0xfff;
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        bytes.push_back(static_cast<std::uint8_t>(window >> bits));
    }
    if (bits >= 5 || (window & ((1u << bits) - 1)) != 0) {
        wipe(bytes);
        return Error{ErrorCode::Invalid, "the key text does not end on a whole byte", {}};
    }
    return bytes;
}

std::string in_lower_case(std::string_view text) {
    std::string out(text);
    for (char& sign : out)
        if (sign >= 'A' && sign <= 'Z') sign = static_cast<char>(sign - 'A' + 'a');
    return out;
}

bool has_mixed_case(std::string_view text) {
    const auto is_upper = [](char sign) { return sign >= 'A' && sign <= 'Z'; };
    const auto is_lower = [](char sign) { return sign >= 'a' && sign <= 'z'; };
    return std::any_of(text.begin(), text.end(), is_upper) && std::any_of(text.begin(), text.end(), is_lower);
}

Result<Bytes> groups_of(std::string_view digits) {
    Bytes groups;
    groups.reserve(digits.size());
    for (char digit : digits) {
        const auto value = alphabet.find(digit);
        if (value == std::string_view::npos) return Error{ErrorCode::Invalid, "the key text holds a wrong sign", {}};
        groups.push_back(static_cast<std::uint8_t>(value));
    }
    return groups;
}

} // namespace

std::string to_bech32(std::string_view prefix, ByteView bytes) {
    Bytes groups = five_bit_groups(bytes);
    const std::size_t length = groups.size();
    groups.resize(length + checksum_length);
    const std::uint32_t sum = checksum_of(prefix, groups) ^ 1;
    for (std::size_t i = 0; i < checksum_length; ++i)
        groups[length + i] = static_cast<std::uint8_t>(sum >> (5 * (5 - i)) & 31);
    std::string out(prefix);
    out.reserve(prefix.size() + 1 + groups.size());
    out += '1';
    for (auto group : groups) out += alphabet[group];
    wipe(groups);
    return out;
}

Result<Bytes> from_bech32(std::string_view prefix, std::string_view text) {
    if (text.size() > longest_text || has_mixed_case(text))
        return Error{ErrorCode::Invalid, "the key text is too long or of mixed case", {}};
    std::string lower = in_lower_case(text);
    const std::string start = std::string(prefix) + "1";
    if (!lower.starts_with(start) || lower.size() < start.size() + checksum_length) {
        wipe(lower);
        return Error{ErrorCode::Invalid, "the key text does not begin with " + start, {}};
    }
    auto groups = groups_of(std::string_view(lower).substr(start.size()));
    wipe(lower);
    if (!groups) return std::move(groups).error();
    const bool sum_fits = checksum_of(prefix, *groups) == 1;
    auto bytes = whole_bytes(ByteView(*groups).first(groups->size() - checksum_length));
    wipe(*groups);
    if (sum_fits) return bytes;
    if (bytes) wipe(*bytes);
    return Error{ErrorCode::Invalid, "the key text is mistyped: its checksum does not fit", {}};
}

} // namespace lianxin
