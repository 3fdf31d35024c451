// Making and spelling UUIDs.
#include "records/base/id.h"

namespace lianxin {

Uuid make_uuid(TimePoint now, Random& random) {
    Uuid id;
    random.fill(id.bytes);
    const auto milliseconds = static_cast<std::uint64_t>(now.time_since_epoch().count());
    for (std::size_t i = 0; i < 6; ++i) id.bytes[i] = static_cast<std::uint8_t>(milliseconds >> (40 - 8 * i));
    id.bytes[6] = static_cast<std::uint8_t>(0x70 | (id.bytes[6] & 0x0f));
    id.bytes[8] = static_cast<std::uint8_t>(0x80 | (id.bytes[8] & 0x3f));
    return id;
}

std::string to_text(const Uuid& id) {
    std::string text = to_hex(id.bytes);
    for (std::size_t at : {8u, 13u, 18u, 23u}) text.insert(at, 1, '-');
    return text;
}

Result<Uuid> parse_uuid(std::string_view text) {
    std::string digits(text);
    if (text.size() != 36) return Error{ErrorCode::Invalid, "not a UUID", {}};
    for (std::size_t at : {23u, 18u, 13u, 8u}) {
        if (digits[at] != '-') return Error{ErrorCode::Invalid, "not a UUID", {}};
        digits.erase(at, 1);
    }
    auto bytes = from_hex(digits);
    if (!bytes) return std::move(bytes).error();
    return to_uuid(*bytes);
}

Result<Uuid> to_uuid(ByteView bytes) {
    auto array = to_array<16>(bytes);
    if (!array) return std::move(array).error();
    return Uuid{*array};
}

} // namespace lianxin
