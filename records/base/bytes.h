// Byte strings, their spellings (hexadecimal, Base64, Base45), big-endian numbers, and wiping.
#pragma once

#include "records/base/result.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lianxin {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;
template <std::size_t N> using ByteArray = std::array<std::uint8_t, N>;
using Hash = ByteArray<32>; ///< SHA-256 or BLAKE2b-256

inline ByteView bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string text_of(ByteView bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
inline Bytes copy_of(ByteView bytes) { return {bytes.begin(), bytes.end()}; }
void append(Bytes& to, ByteView more);
bool equal(ByteView left, ByteView right);

std::string to_hex(ByteView bytes);
/// Lower or upper case, even length. Errors: Invalid.
Result<Bytes> from_hex(std::string_view text);

/// RFC 4648 §4.
enum class Padding { Kept, Dropped };
std::string to_base64(ByteView bytes, Padding padding = Padding::Kept);
/// Accepts exactly the canonical spelling with the given padding rule. Errors: Invalid.
Result<Bytes> from_base64(std::string_view text, Padding padding = Padding::Kept);

/// RFC 9285, the alphabet that a QR code stores in alphanumeric mode.
std::string to_base45(ByteView bytes);
Result<Bytes> from_base45(std::string_view text);

/// Copies a view into an array of exactly N bytes. Errors: Invalid when the length differs.
template <std::size_t N> Result<ByteArray<N>> to_array(ByteView bytes) {
    if (bytes.size() != N) return Error{ErrorCode::Invalid, "expected " + std::to_string(N) + " bytes", {}};
    ByteArray<N> out{};
    std::copy(bytes.begin(), bytes.end(), out.begin());
    return out;
}

void append_u16(Bytes& to, std::uint16_t number); ///< big-endian, as are the others
void append_u32(Bytes& to, std::uint32_t number);
void append_u64(Bytes& to, std::uint64_t number);
std::uint16_t read_u16(ByteView bytes, std::size_t at);
std::uint32_t read_u32(ByteView bytes, std::size_t at);
std::uint64_t read_u64(ByteView bytes, std::size_t at);

/// Overwrites with zeros in a way the compiler does not remove, then empties.
void wipe(std::string& text);
void wipe(Bytes& bytes);
void wipe(std::span<std::uint8_t> bytes);

} // namespace lianxin
