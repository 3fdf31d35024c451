// PNG and JPEG: their size beforehand, and their pixels.
#include "tests/fuzz/target.h"

#include "kiosk/ui/picture.h"
#include "records/pack/picture_header.h"

namespace lianxin::fuzz {
namespace {

/// Larger ones would only cost time here; their size is refused or taken before anything is decoded.
constexpr std::uint64_t most = 512 * 512;

bool holds(ByteView input) {
    const auto size = picture_size(input);
    if (!size || std::uint64_t{size->width} * size->height > most) return true;
    const auto picture = read_picture(input);
    return !picture || picture->rgba.size() == static_cast<std::size_t>(picture->size.width) * static_cast<std::size_t>(picture->size.height) * 4;
}

std::vector<Bytes> seeds() {
    auto all = sample_files("tests/fuzz/pictures", ".png");
    for (auto& more : sample_files("tests/fuzz/pictures", ".jpg")) all.push_back(std::move(more));
    return all;
}

} // namespace

extern const Target picture_target{"picture", 1500, holds, seeds};

} // namespace lianxin::fuzz
