// Record ids: UUID version 7 (RFC 9562 §5.7), time-ordered and made without asking anybody.
#pragma once

#include "records/base/bytes.h"
#include "records/base/clock.h"
#include "records/base/random.h"

namespace lianxin {

struct Uuid {
    ByteArray<16> bytes{};
    auto operator<=>(const Uuid&) const = default;
};

/// 48 bits of Unix milliseconds, 74 random bits.
Uuid make_uuid(TimePoint now, Random& random);
std::string to_text(const Uuid& id);           ///< "0193…-7…", lower case, 36 characters
Result<Uuid> parse_uuid(std::string_view text); ///< errors: Invalid
Result<Uuid> to_uuid(ByteView bytes);           ///< 16 bytes; errors: Invalid

} // namespace lianxin
