// Bech32 (BIP 173) as age uses it: no limit of 90 characters, one prefix, 32 bytes.
#pragma once

#include "records/base/bytes.h"

namespace lianxin {

/// Lower case, `prefix` and "1" in front.
std::string to_bech32(std::string_view prefix, ByteView bytes);
/// Takes text of one case only whose prefix is `prefix` (given in lower case). Errors: Invalid. The caller wipes the
/// bytes when they are secret.
Result<Bytes> from_bech32(std::string_view prefix, std::string_view text);

} // namespace lianxin
