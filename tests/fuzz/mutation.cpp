// How inputs are changed.
#include "tests/fuzz/mutation.h"

#include <algorithm>

namespace lianxin::fuzz {
namespace {

std::size_t below(Random& random, std::size_t bound) { return random.below(static_cast<std::uint32_t>(std::max<std::size_t>(bound, 1))); }

void flip_bit(Bytes& input, Random& random) {
    if (!input.empty()) input[below(random, input.size())] ^= static_cast<std::uint8_t>(1u << random.below(8));
}

/// Bytes at the edges of lengths, of UTF-8, of texts and of CBOR heads.
void set_byte(Bytes& input, Random& random) {
    static constexpr std::uint8_t edges[] = {0x00, 0x01, 0x7f, 0x80, 0xff, 0xfe, 0xc0, 0xe4, 0xf4, 0x1b, 0x5b, 0x9b, 0xbb, 0x5f, 0x9f,
                                             '\n', '\r', '"',  '\\', '[',  ']',  '{',  '=',  ':',  ';',  '-',  '|',  '*',  '0',  '9', ' '};
    if (!input.empty()) input[below(random, input.size())] = edges[below(random, sizeof edges)];
}

void remove_some(Bytes& input, Random& random) {
    if (input.empty()) return;
    const std::size_t from = below(random, input.size());
    const std::size_t count = 1 + below(random, std::min<std::size_t>(input.size() - from, 64));
    input.erase(input.begin() + static_cast<std::ptrdiff_t>(from), input.begin() + static_cast<std::ptrdiff_t>(std::min(from + count, input.size())));
}

void insert_some(Bytes& input, ByteView piece, Random& random) {
    const auto at = input.begin() + static_cast<std::ptrdiff_t>(below(random, input.size() + 1));
    input.insert(at, piece.begin(), piece.end());
}

Bytes piece_of(ByteView source, Random& random) {
    if (source.empty()) return {};
    const std::size_t from = below(random, source.size());
    return copy_of(source.subspan(from, 1 + below(random, std::min<std::size_t>(source.size() - from, 128))));
}

void repeat_some(Bytes& input, Random& random) {
    const Bytes piece = piece_of(input, random);
    for (std::size_t times = 1 + below(random, 8); times > 0; --times) insert_some(input, piece, random);
}

void cut(Bytes& input, Random& random) { input.resize(below(random, input.size() + 1)); }

void change_digits(Bytes& input, Random& random) {
    for (auto& byte : input)
        if (byte >= '0' && byte <= '9' && random.below(8) == 0) byte = static_cast<std::uint8_t>('0' + random.below(10));
}

void change(Bytes& input, const std::vector<Bytes>& seeds, Random& random) {
    switch (random.below(9)) {
    case 0: return flip_bit(input, random);
    case 1: return set_byte(input, random);
    case 2: return remove_some(input, random);
    case 3: return repeat_some(input, random);
    case 4: return insert_some(input, piece_of(seeds[below(random, seeds.size())], random), random);
    case 5: return change_digits(input, random);
    case 6: return random.below(4) == 0 ? cut(input, random) : flip_bit(input, random);
    case 7: {
        Bytes noise(1 + below(random, 16));
        random.fill(noise);
        return insert_some(input, noise, random);
    }
    default: return set_byte(input, random);
    }
}

} // namespace

Bytes mutated(const std::vector<Bytes>& seeds, Random& random) {
    Bytes input = seeds[below(random, seeds.size())];
    for (std::uint32_t left = 1 + random.below(8); left > 0; --left) change(input, seeds, random);
    if (input.size() > longest_input) input.resize(longest_input);
    return input;
}

} // namespace lianxin::fuzz
