// Wraps stb_image, stb_image_write and stb_image_resize, with limits before anything is unpacked.
#include "kiosk/ui/picture.h"

#include <cstdlib>

namespace {

/// What the largest picture takes at 16 bits a channel, and something for its rows. A few bytes may declare a gigabyte.
constexpr std::size_t most_memory = std::size_t{144} << 20;

/// Zeroed, because a JPEG may name tables that it does not hold, and stb_image up to 2.27 reads them all the same.
void* zeroed_memory(std::size_t size) { return size > most_memory ? nullptr : std::calloc(1, size); }
void* moved_memory(void* old, std::size_t size) { return size > most_memory ? nullptr : std::realloc(old, size); }

} // namespace

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wunused-function"
#ifdef __clang__
// Copying nothing to nowhere, and shifts of negative numbers, are stb_image's habit and harm nobody; bounds stay watched.
#pragma clang attribute push(__attribute__((no_sanitize("nonnull-attribute", "shift", "signed-integer-overflow"))), apply_to = function)
#endif
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_NO_STDIO
#define STBI_MAX_DIMENSIONS 4096
#define STBI_MALLOC(size) zeroed_memory(size)
#define STBI_REALLOC(old, size) moved_memory(old, size)
#define STBI_FREE(old) std::free(old)
#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#include <stb/stb_image.h>
#define STB_IMAGE_WRITE_STATIC
#define STBI_WRITE_NO_STDIO
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb/stb_image_write.h>
#define STB_IMAGE_RESIZE_STATIC
#define STB_IMAGE_RESIZE_IMPLEMENTATION
#include <stb/stb_image_resize.h>
#ifdef __clang__
#pragma clang attribute pop
#endif
#pragma GCC diagnostic pop

namespace lianxin {

namespace {

/// Whether the Huffman tables (ITU-T T.81 B.2.4.2) from `at` on name at most 256 symbols each. A table that begins inside the
/// declared length counts whole, as stb_image reads it.
bool tables_are_sound(ByteView bytes, std::size_t at) {
    constexpr std::size_t front = 17; // class and number of the table, then how many codes there are of each length
    const std::size_t end = std::min(bytes.size(), at + read_u16(bytes, at));
    for (at += 2; at < end;) {
        std::size_t symbols = 0;
        for (std::size_t length = 1; length < front && at + length < bytes.size(); ++length) symbols += bytes[at + length];
        if (symbols > 256) return false;
        at += front + symbols;
    }
    return true;
}

/// stb_image up to 2.27 (Debian 12) writes beyond its tables when a JPEG names more symbols than there are bytes. The marker
/// cannot stand inside compressed data, so every place where it stands is looked at.
bool has_sound_tables(ByteView bytes) {
    for (std::size_t at = 0; at + 4 <= bytes.size(); ++at)
        if (bytes[at] == 0xff && bytes[at + 1] == 0xc4 && !tables_are_sound(bytes, at + 2)) return false;
    return true;
}

} // namespace

Result<Bitmap> read_picture(ByteView bytes) {
    constexpr std::uint8_t jpeg = 0xff; // the first byte of one; a PNG may hold anything
    if (!bytes.empty() && bytes[0] == jpeg && !has_sound_tables(bytes)) return Error{ErrorCode::Corrupt, "the picture is damaged: bad tables", {}};
    int width = 0, height = 0, channels = 0;
    const int length = static_cast<int>(bytes.size());
    if (!stbi_info_from_memory(bytes.data(), length, &width, &height, &channels))
        return Error{ErrorCode::Corrupt, "not a PNG or JPEG picture", {}};
    if (width > 4096 || height > 4096) return Error{ErrorCode::Unsupported, "the picture is larger than 4096 pixels", {}};
    unsigned char* pixels = stbi_load_from_memory(bytes.data(), length, &width, &height, &channels, 4);
    if (!pixels) return Error{ErrorCode::Corrupt, std::string("the picture is damaged: ") + stbi_failure_reason(), {}};
    const auto size = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4;
    Bitmap bitmap{{width, height}, Bytes(pixels, pixels + size)};
    stbi_image_free(pixels);
    return bitmap;
}

Result<void> write_png(const Path& path, Size size, ByteView rgba) {
    Bytes encoded;
    const auto append = [](void* to, void* data, int length) {
        const auto* bytes = static_cast<const std::uint8_t*>(data);
        static_cast<Bytes*>(to)->insert(static_cast<Bytes*>(to)->end(), bytes, bytes + length);
    };
    if (!stbi_write_png_to_func(append, &encoded, size.width, size.height, 4, rgba.data(), size.width * 4))
        return Error{ErrorCode::Storage, "encoding " + path.string(), {}};
    return write_file(path, encoded);
}

Bitmap resized(const Bitmap& picture, Size size) {
    Bitmap result{size, Bytes(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) * 4)};
    stbir_resize_uint8_srgb(picture.rgba.data(), picture.size.width, picture.size.height, 0, result.rgba.data(), size.width,
                            size.height, 0, 4, 3, 0);
    return result;
}

} // namespace lianxin
