// Name spaces of mounts by Linux's own calls.
#include "tests/programs/mount_space.h"

#include "records/base/file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sched.h>
#include <string>
#include <sys/mount.h>
#include <unistd.h>

namespace lianxin::test {
namespace {

Error refused(const std::string& what) { return {ErrorCode::Unsupported, what + ": " + std::strerror(errno), {}}; }

Result<void> write_map(const char* name, const std::string& text) {
    auto map = File::open(name, O_WRONLY);
    return map ? map->write_all(bytes_of(text)) : Result<void>(map.error());
}

Result<void> leave() {
    const auto user = std::to_string(::getuid()), group = std::to_string(::getgid());
    const bool root = ::geteuid() == 0;
    if (::unshare(root ? CLONE_NEWNS : CLONE_NEWUSER | CLONE_NEWNS) != 0) return refused("a name space of mounts");
    if (!root) {
        for (const auto& [map, text] : {std::pair{"/proc/self/setgroups", std::string("deny")}, {"/proc/self/uid_map", "0 " + user + " 1"}, {"/proc/self/gid_map", "0 " + group + " 1"}})
            if (auto written = write_map(map, text); !written) return written;
    }
    // In a plain chroot "/" is no mount that could be made private; what is mounted is unmounted again all the same.
    if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 && errno != EINVAL) return refused("mounts apart from the system's");
    return {};
}

} // namespace

Result<void> leave_mount_space() {
    static const Result<void> left = leave();
    return left;
}

} // namespace lianxin::test
