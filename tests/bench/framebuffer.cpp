// Looking at the shared picture.
#include "tests/bench/framebuffer.h"

#include "tests/bench/report.h"

#include <cstring>
#include <fcntl.h>
#include <set>
#include <sys/mman.h>
#include <thread>

namespace lianxin::bench {
namespace {

constexpr std::size_t step = 8; ///< rows

} // namespace

Framebuffer::Framebuffer(const Path& file) {
    const auto opened = File::open(file, O_RDONLY);
    if (!opened) give_up(opened.error().text());
    size_ = static_cast<std::size_t>(opened->size().value_or(0));
    void* mapped = ::mmap(nullptr, size_, PROT_READ, MAP_SHARED, opened->descriptor(), 0);
    if (mapped == MAP_FAILED || size_ < 100) give_up("the display shares no picture");
    bytes_ = static_cast<const std::uint8_t*>(mapped);
    // XWD (X11/XWDFile.h): header size, …, width, height, …, bytes in a row, …, number of colours of 12 bytes each.
    const ByteView header(bytes_, 100);
    width_ = read_u32(header, 16);
    height_ = read_u32(header, 20);
    stride_ = read_u32(header, 48);
    pixels_at_ = read_u32(header, 0) + std::size_t{12} * read_u32(header, 76);
    if (read_u32(header, 44) != 32 || pixels_at_ + stride_ * height_ > size_) give_up("the display's picture has not 32 bits a pixel");
}

Framebuffer::~Framebuffer() { ::munmap(const_cast<std::uint8_t*>(bytes_), size_); }

std::uint64_t Framebuffer::print() const {
    std::uint64_t print = 14695981039346656037ull;
    for (std::size_t y = 0; y < height_; y += step)
        for (std::size_t x = 0; x + 8 <= width_ * 4; x += 8) {
            std::uint64_t two = 0;
            std::memcpy(&two, bytes_ + pixels_at_ + y * stride_ + x, sizeof two);
            print = (print ^ two) * 1099511628211ull;
        }
    return print;
}

std::size_t Framebuffer::colours() const {
    std::set<std::uint32_t> seen;
    for (std::size_t y = 0; y < height_ && seen.size() < 64; y += step)
        for (std::size_t x = 0; x < width_ && seen.size() < 64; ++x) {
            std::uint32_t pixel = 0;
            std::memcpy(&pixel, bytes_ + pixels_at_ + y * stride_ + x * 4, sizeof pixel);
            seen.insert(pixel & 0xffffffu);
        }
    return seen.size();
}

std::vector<Moment> Framebuffer::changes(std::chrono::milliseconds quiet, std::chrono::milliseconds limit) const {
    std::vector<Moment> seen;
    const Moment start = std::chrono::steady_clock::now();
    Moment last = start;
    for (std::uint64_t before = print(); last - start < limit;) {
        std::this_thread::sleep_for(std::chrono::microseconds(500));
        const Moment now = std::chrono::steady_clock::now();
        const std::uint64_t present = print();
        if (present != before) {
            seen.push_back(now);
            last = now;
            before = present;
        } else if (now - last > quiet) {
            break;
        }
    }
    return seen;
}

} // namespace lianxin::bench
