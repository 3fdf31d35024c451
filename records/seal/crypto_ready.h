// The one step before libsodium is used: it picks the fastest code this processor has.
#pragma once

namespace lianxin {

/// Cheap after the first call; ends the program when the library cannot start, since nothing would be safe then.
void require_crypto();

} // namespace lianxin
