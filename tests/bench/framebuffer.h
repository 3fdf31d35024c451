// The picture of a virtual display while it is being painted: the file that Xvfb shares by -fbdir.
#pragma once

#include "records/base/file.h"

#include <chrono>
#include <functional>

namespace lianxin::bench {

using Moment = std::chrono::steady_clock::time_point;

class Framebuffer {
  public:
    /// Gives up when the file is not the 32-bit XWD picture that Xvfb writes at depth 24.
    explicit Framebuffer(const Path& file);
    ~Framebuffer();
    Framebuffer(const Framebuffer&) = delete;
    Framebuffer& operator=(const Framebuffer&) = delete;

    /// A number that changes when the picture does: every eighth row is looked at.
    std::uint64_t print() const;
    /// How many different colours stand in the rows looked at, up to 64.
    std::size_t colours() const;

    /// The moments at which the picture was seen changed, until it stayed the same for `quiet` or `limit` is over. Looks every
    /// half millisecond.
    std::vector<Moment> changes(std::chrono::milliseconds quiet, std::chrono::milliseconds limit) const;

  private:
    const std::uint8_t* bytes_ = nullptr;
    std::size_t size_ = 0, pixels_at_ = 0, stride_ = 0, width_ = 0, height_ = 0;
};

} // namespace lianxin::bench
