// What a test mounts is its own business.
#pragma once

#include "records/base/result.h"

namespace lianxin::test {

/// Mounts of this program and of what it starts are nobody else's from now on; further calls do nothing. Root needs a name space of
/// mounts for it, anybody else one of users besides. Errors: Unsupported (the system refuses it).
Result<void> leave_mount_space();

} // namespace lianxin::test
