// Asking for the missing part of an edition: which items, and how the answer is named so that it can be gone on with.
#pragma once

#include "records/base/bytes.h"

#include <string>

namespace lianxin {

/// ETag of the delta of edition `number` with these items (a bit for each, pack/FORMAT.md), without quotes: the same request
/// gives the same bytes, however often a connection is cut.
std::string delta_tag(std::uint64_t number, ByteView held);

} // namespace lianxin
