// Writes golden pictures with libpng, whose palettes and filters make them a quarter as large as stb's.
#include "tests/kiosk/ui/golden_file.h"

#include <png.h>

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <unordered_map>
#include <vector>

namespace lianxin::test {

namespace {

constexpr std::size_t most_colors = 256;

std::uint32_t color_at(const Bitmap& picture, std::size_t pixel) {
    const std::uint8_t* rgba = picture.rgba.data() + pixel * 4;
    return static_cast<std::uint32_t>(rgba[0]) << 16 | static_cast<std::uint32_t>(rgba[1]) << 8 | rgba[2];
}

std::vector<std::uint32_t> palette_of(const Bitmap& picture) {
    std::unordered_map<std::uint32_t, std::size_t> counts;
    for (std::size_t i = 0; i < picture.rgba.size() / 4; ++i) ++counts[color_at(picture, i)];
    std::vector<std::pair<std::size_t, std::uint32_t>> all;
    for (const auto& [color, count] : counts) all.emplace_back(count, color);
    std::sort(all.rbegin(), all.rend());
    std::vector<std::uint32_t> palette;
    for (std::size_t i = 0; i < std::min(all.size(), most_colors); ++i) palette.push_back(all[i].second);
    return palette;
}

int distance(std::uint32_t one, std::uint32_t other) {
    int sum = 0;
    for (const int shift : {0, 8, 16}) {
        const int difference = static_cast<int>(one >> shift & 255U) - static_cast<int>(other >> shift & 255U);
        sum += difference * difference;
    }
    return sum;
}

std::uint8_t nearest(const std::vector<std::uint32_t>& palette, std::uint32_t color) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < palette.size(); ++i)
        if (distance(palette[i], color) < distance(palette[best], color)) best = i;
    return static_cast<std::uint8_t>(best);
}

} // namespace

Bitmap in_few_colors(const Bitmap& picture) {
    const auto palette = palette_of(picture);
    std::unordered_map<std::uint32_t, std::uint32_t> known;
    Bitmap out = picture;
    for (std::size_t i = 0; i < picture.rgba.size() / 4; ++i) {
        const std::uint32_t color = color_at(picture, i);
        const auto [found, is_new] = known.emplace(color, 0);
        if (is_new) found->second = palette[nearest(palette, color)];
        for (const std::size_t channel : {0U, 1U, 2U}) out.rgba[i * 4 + channel] = static_cast<std::uint8_t>(found->second >> (16 - 8 * channel));
    }
    return out;
}

void write_golden(const Path& path, const Bitmap& picture) {
    const auto palette = palette_of(picture);
    std::unordered_map<std::uint32_t, std::uint8_t> numbers;
    Bytes indices, colors;
    for (const std::uint32_t color : palette) {
        numbers.emplace(color, static_cast<std::uint8_t>(numbers.size()));
        for (const int shift : {16, 8, 0}) colors.push_back(static_cast<std::uint8_t>(color >> shift));
    }
    for (std::size_t i = 0; i < picture.rgba.size() / 4; ++i) indices.push_back(numbers.at(color_at(picture, i)));
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(picture.size.width);
    image.height = static_cast<png_uint_32>(picture.size.height);
    image.format = PNG_FORMAT_RGB_COLORMAP;
    image.colormap_entries = static_cast<png_uint_32>(palette.size());
    if (!png_image_write_to_file(&image, path.c_str(), 0, indices.data(), 0, colors.data())) throw std::runtime_error(image.message);
}

} // namespace lianxin::test
