// The size of a picture from its first bytes, so that none is decoded that would not fit.
#pragma once

#include "records/base/bytes.h"

namespace lianxin {

struct PictureSize {
    std::uint32_t width = 0, height = 0; ///< pixels
};

constexpr std::uint32_t largest_side = 4096; ///< pixels
constexpr std::uint64_t most_pixels = 16'000'000;
constexpr std::size_t largest_picture = 4 << 20; ///< bytes

/// PNG (ISO 15948, eight bits per sample at most sixteen) and baseline or progressive JPEG (ITU-T T.81).
/// Errors: Invalid (another kind, damaged, larger than the limits above).
Result<PictureSize> picture_size(ByteView bytes);

} // namespace lianxin
