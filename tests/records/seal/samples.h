// Values that several tests of the seal room use.
#pragma once

#include "records/seal/age.h"

namespace lianxin::test {

/// Bytes 0, 1, 2 … repeating.
Bytes counting(std::size_t size);
std::vector<Identity> identities(std::size_t count, Random& random);
std::vector<Recipient> recipients_of(std::span<const Identity> identities);
template <class... Keys>
std::vector<Identity> only(Keys&&... keys) {
    std::vector<Identity> out;
    (out.push_back(std::forward<Keys>(keys)), ...);
    return out;
}

} // namespace lianxin::test
