// Pictures on the canvas: scaled once to the size they are shown at, kept while they are in use.
#pragma once

#include "kiosk/ui/canvas.h"

#include <map>
#include <string>
#include <string_view>

namespace lianxin {

class Pictures {
  public:
    explicit Pictures(Canvas& canvas) : canvas_(canvas) {}
    ~Pictures() { forget(); }
    Pictures(const Pictures&) = delete;
    Pictures& operator=(const Pictures&) = delete;

    void begin_frame() { ++frame_; }
    /// A texture of that size made from `rgba`; `key` names the picture. 0 when it cannot be made.
    std::uint64_t scaled(std::string_view key, Size source, ByteView rgba, Size shown);
    /// Drops all textures. Only between frames.
    void forget();

  private:
    void drop_oldest();
    struct Entry {
        std::uint64_t texture = 0;
        std::uint64_t used = 0;
    };
    Canvas& canvas_;
    std::map<std::string, Entry, std::less<>> entries_;
    std::uint64_t frame_ = 0;
};

} // namespace lianxin
