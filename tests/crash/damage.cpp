// Doing damage.
#include "tests/crash/damage.h"

#include "records/base/random.h"

#include <catch2/catch_test_macros.hpp>

#include <fstream>

namespace lianxin::test {

void scribble(const Path& file, std::uint64_t offset, std::uint64_t length) {
    const std::uint64_t size = std::filesystem::file_size(file);
    REQUIRE(offset < size);
    Bytes noise(static_cast<std::size_t>(std::min(length, size - offset)));
    SeededRandom(7).fill(noise);
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(static_cast<std::streamoff>(offset));
    stream.write(reinterpret_cast<const char*>(noise.data()), static_cast<std::streamsize>(noise.size()));
    REQUIRE(stream.flush());
}

void halve(const Path& file) {
    std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
}

} // namespace lianxin::test
