// Scales pictures and hands them to the canvas.
#include "kiosk/ui/pictures.h"

#include "kiosk/ui/picture.h"

#include <algorithm>

namespace lianxin {

namespace {
constexpr std::size_t most_kept = 16;
}

std::uint64_t Pictures::scaled(std::string_view key, Size source, ByteView rgba, Size shown) {
    const auto size = static_cast<std::size_t>(source.width) * static_cast<std::size_t>(source.height) * 4;
    if (shown.width <= 0 || shown.height <= 0 || size == 0 || rgba.size() != size) return 0;
    const std::string name = std::string(key) + "@" + std::to_string(shown.width) + "x" + std::to_string(shown.height);
    auto known = entries_.find(name);
    if (known == entries_.end()) {
        if (entries_.size() >= most_kept) drop_oldest();
        const Bitmap made = resized({source, Bytes(rgba.begin(), rgba.end())}, shown);
        known = entries_.emplace(name, Entry{canvas_.make_texture(shown.width, shown.height, made.rgba.data()), 0}).first;
    }
    known->second.used = frame_;
    return known->second.texture;
}

void Pictures::drop_oldest() {
    const auto oldest = std::min_element(entries_.begin(), entries_.end(),
                                         [](const auto& a, const auto& b) { return a.second.used < b.second.used; });
    // What this frame already drew must stay until it is on the screen.
    if (oldest == entries_.end() || oldest->second.used == frame_) return;
    canvas_.drop_texture(oldest->second.texture);
    entries_.erase(oldest);
}

void Pictures::forget() {
    for (const auto& [name, entry] : entries_) canvas_.drop_texture(entry.texture);
    entries_.clear();
}

} // namespace lianxin
