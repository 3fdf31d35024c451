// Mounting and filling.
#include "tests/crash/small_disk.h"

#include <catch2/catch_test_macros.hpp>

#include <cerrno>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

namespace lianxin::test {
namespace {

void write_map(const char* file, const std::string& text) {
    auto map = File::open(file, O_WRONLY);
    REQUIRE(map);
    REQUIRE(map->write_all(bytes_of(text)));
}

/// Mounts of this program are nobody else's from now on.
void leave_name_space() {
    const auto user = std::to_string(::getuid()), group = std::to_string(::getgid());
    const bool root = ::geteuid() == 0;
    REQUIRE(::unshare(root ? CLONE_NEWNS : CLONE_NEWUSER | CLONE_NEWNS) == 0);
    if (!root) {
        write_map("/proc/self/setgroups", "deny");
        write_map("/proc/self/uid_map", "0 " + user + " 1");
        write_map("/proc/self/gid_map", "0 " + group + " 1");
    }
    // In a plain chroot "/" is no mount that could be made private; what is mounted is unmounted again all the same.
    const bool apart = ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
    REQUIRE((apart || errno == EINVAL));
}

} // namespace

SmallDisk::SmallDisk(const Path& folder, unsigned mebibytes) : folder_(folder) {
    static const bool alone = (leave_name_space(), true);
    REQUIRE(alone);
    REQUIRE(make_folder(folder));
    const std::string size = "size=" + std::to_string(mebibytes) + "m";
    REQUIRE(::mount("tmpfs", folder.c_str(), "tmpfs", 0, size.c_str()) == 0);
}

SmallDisk::~SmallDisk() {
    ::umount2(folder_.c_str(), MNT_DETACH);
}

void SmallDisk::fill() const {
    auto file = File::open(filler(), O_WRONLY | O_CREAT | O_APPEND);
    REQUIRE(file);
    for (std::size_t piece = 1u << 20; piece > 0; piece /= 2)
        while (::write(file->descriptor(), Bytes(piece).data(), piece) == static_cast<ssize_t>(piece)) {
        }
    REQUIRE(errno == ENOSPC);
}

void SmallDisk::empty() const {
    std::filesystem::remove(filler());
}

} // namespace lianxin::test
