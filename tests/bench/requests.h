// Requests to measure with: the sample requests, sealed and chained as a kiosk does it.
#pragma once

#include "records/base/file.h"

namespace lianxin::bench {

/// Hands in as the kiosk does, but for the slow derivation of the code; reports aside, which are sealed twice.
void hand_in(const Path& enrolment_folder, const Path& outbox_folder, std::size_t count);

} // namespace lianxin::bench
