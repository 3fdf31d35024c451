// Naming deltas.
#include "records/wire/edition_delta.h"

#include "records/seal/hash.h"

namespace lianxin {

std::string delta_tag(std::uint64_t number, ByteView held) {
    return std::to_string(number) + "-" + to_hex(blake2b(held)).substr(0, 16);
}

} // namespace lianxin
