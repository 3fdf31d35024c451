// Asking the kernel, and overwriting.
#include "kiosk/device/memory_folder.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace lianxin {

bool is_memory_backed(const Path& folder) {
    struct statfs status {};
    if (::statfs(folder.c_str(), &status) != 0) return false;
    return status.f_type == TMPFS_MAGIC || status.f_type == RAMFS_MAGIC;
}

void remove_overwritten(const Path& file) {
    {
        auto opened = File::open(file, O_WRONLY);
        if (!opened) return;
        if (auto size = opened->size()) (void)opened->write_all(Bytes(static_cast<std::size_t>(*size)));
    }
    ::unlink(file.c_str());
}

} // namespace lianxin
