// Making the values that several tests use.
#include "tests/records/seal/samples.h"

namespace lianxin::test {

Bytes counting(std::size_t size) {
    Bytes out(size);
    for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<std::uint8_t>(i);
    return out;
}

std::vector<Identity> identities(std::size_t count, Random& random) {
    std::vector<Identity> out;
    for (std::size_t i = 0; i < count; ++i) out.push_back(Identity::make(random));
    return out;
}

std::vector<Recipient> recipients_of(std::span<const Identity> identities) {
    std::vector<Recipient> out;
    for (const auto& identity : identities) out.push_back(identity.recipient());
    return out;
}

} // namespace lianxin::test
