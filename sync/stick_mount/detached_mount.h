// Mounting a stick without giving it a place: the mount is known by its descriptor alone.
#pragma once

#include "sync/stick_door.h"

#include <string>
#include <sys/types.h>
#include <vector>

namespace lianxin {

struct StickDevice {
    Path device;                    ///< "/dev/sdb1"
    std::vector<std::string> types; ///< tried one after another: "vfat"
    uid_t owner = 0;                ///< whom all files belong to, on file systems that know no owners
    gid_t group = 0;
};

/// Nothing on it runs, is a device or gives rights; for reading it is mounted read-only. Gone when the last descriptor is closed. Needs
/// CAP_SYS_ADMIN. Errors: Storage, naming what each type says.
Result<File> mount_detached(const StickDevice& stick, StickUse use);

} // namespace lianxin
