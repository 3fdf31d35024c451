// Starts libsodium once.
#include "records/seal/crypto_ready.h"

#include <cstdlib>
#include <sodium.h>

namespace lianxin {

void require_crypto() {
    static const bool ready = sodium_init() >= 0;
    if (!ready) std::abort();
}

} // namespace lianxin
