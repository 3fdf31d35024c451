// Reading the headers of PNG and JPEG.
#include "records/pack/picture_header.h"

namespace lianxin {
namespace {

constexpr std::string_view png_magic = "\x89PNG\r\n\x1a\n";

Error invalid(std::string why) {
    return {ErrorCode::Invalid, std::move(why), {}};
}

/// IHDR must come first; IEND closes a whole file.
Result<PictureSize> png_size(ByteView bytes) {
    constexpr std::size_t header_end = 33;
    constexpr std::size_t end_chunk = 12;
    if (bytes.size() < header_end + end_chunk || text_of(bytes.subspan(12, 4)) != "IHDR")
        return invalid("the PNG picture is damaged");
    if (text_of(bytes.subspan(bytes.size() - 8, 4)) != "IEND") return invalid("the PNG picture ends too early");
    return PictureSize{read_u32(bytes, 16), read_u32(bytes, 20)};
}

/// Start-of-frame markers carry the size; C4, C8 and CC are others.
bool is_frame_marker(std::uint8_t marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

Result<PictureSize> jpeg_size(ByteView bytes) {
    for (std::size_t at = 2; at + 9 <= bytes.size();) {
        if (bytes[at] != 0xff) break;
        const std::uint8_t marker = bytes[at + 1];
        if (marker == 0xff) {
            ++at;
            continue;
        }
        if (is_frame_marker(marker)) return PictureSize{read_u16(bytes, at + 7), read_u16(bytes, at + 5)};
        at += 2u + read_u16(bytes, at + 2);
    }
    return invalid("the JPEG picture is damaged");
}

} // namespace

Result<PictureSize> picture_size(ByteView bytes) {
    if (bytes.size() > largest_picture) return invalid("the picture is larger than 4 MiB; save it smaller");
    const bool png = text_of(bytes.first(std::min(bytes.size(), png_magic.size()))) == png_magic;
    const bool jpeg = bytes.size() > 3 && bytes[0] == 0xff && bytes[1] == 0xd8 && bytes[2] == 0xff;
    if (!png && !jpeg) return invalid("the picture is neither PNG nor JPEG");
    auto size = png ? png_size(bytes) : jpeg_size(bytes);
    if (!size) return std::move(size).error();
    if (size->width == 0 || size->height == 0) return invalid("the picture is damaged");
    if (size->width > largest_side || size->height > largest_side ||
        std::uint64_t(size->width) * size->height > most_pixels)
        return invalid("the picture has " + std::to_string(size->width) + " × " + std::to_string(size->height) +
                       " pixels; at most 4096 × 4096 and 16 million altogether are shown");
    return size;
}

} // namespace lianxin
