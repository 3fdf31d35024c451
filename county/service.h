// Serving: the county's server from its start to its orderly end.
#pragma once

#include "county/settings.h"

namespace lianxin {

/// Runs until SIGTERM or SIGINT. Says on standard output where it listens. Errors: those of starting; Storage when the store
/// failed while serving.
Result<void> serve(const Settings& settings);

} // namespace lianxin
