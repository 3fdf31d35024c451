// Mounting and filling.
#include "tests/crash/small_disk.h"

#include "tests/programs/mount_space.h"

#include <catch2/catch_test_macros.hpp>

#include <cerrno>
#include <fcntl.h>
#include <sys/mount.h>
#include <unistd.h>

namespace lianxin::test {

SmallDisk::SmallDisk(const Path& folder, unsigned mebibytes) : folder_(folder) {
    REQUIRE(leave_mount_space());
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
