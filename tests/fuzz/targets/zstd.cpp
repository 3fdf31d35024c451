// A zstd frame, with and without the dictionary: never more bytes than allowed.
#include "tests/fuzz/target.h"

#include "records/base/compression.h"

namespace lianxin::fuzz {
namespace {

constexpr std::size_t limit = 1 << 20;

bool holds(ByteView input) {
    static const Bytes dictionary = sample_files("assets/dictionaries", ".zdict", 1).at(0);
    for (const ByteView with : {ByteView(), ByteView(dictionary)})
        if (const auto plain = decompress(input, limit, with); plain && plain->size() > limit) return false;
    return true;
}

std::vector<Bytes> seeds() {
    const Bytes dictionary = sample_files("assets/dictionaries", ".zdict", 1).at(0);
    const Bytes text = copy_of(bytes_of("我们村里路坏了，下雨天没法走，请派人来看看"));
    return {compress(text, 3), compress(text, 19, dictionary), compress(Bytes(50000, 1), 1)};
}

} // namespace

extern const Target zstd_target{"zstd", 2000, holds, seeds};

} // namespace lianxin::fuzz
