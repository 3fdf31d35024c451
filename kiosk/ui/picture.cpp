// Wraps stb_image, stb_image_write and stb_image_resize, with limits before anything is unpacked.
#include "kiosk/ui/picture.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wunused-function"
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_NO_STDIO
#define STBI_MAX_DIMENSIONS 4096
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
#pragma GCC diagnostic pop

namespace lianxin {

Result<Bitmap> read_picture(ByteView bytes) {
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
