// Mounting by whatever the system has.
#include "tests/sync/medium.h"

#include "tests/programs/mount_space.h"
#include "tests/programs/process.h"

#include <catch2/catch_test_macros.hpp>

#include <cerrno>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace lianxin::test {
namespace {

bool is_mounted(const Path& folder) {
    struct stat inside {}, around {};
    return ::stat(folder.c_str(), &inside) == 0 && ::stat(folder.parent_path().c_str(), &around) == 0 && inside.st_dev != around.st_dev;
}

} // namespace

Medium::Medium(Kind kind, unsigned mebibytes) : kind_(kind), mebibytes_(mebibytes) {
    REQUIRE(leave_mount_space());
    std::string name = (std::filesystem::temp_directory_path() / "lianxin-medium-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()));
    folder_ = name;
    REQUIRE(make_folder(folder()));
    if (kind_ != Kind::Memory) format();
    mount();
}

void Medium::format() const {
    REQUIRE(File::open(image(), O_CREAT | O_WRONLY));
    std::filesystem::resize_file(image(), std::uint64_t{mebibytes_} << 20);
    if (kind_ == Kind::Fat32) REQUIRE(run({"/sbin/mkfs.vfat", "-F", "32", image().string()}).code == 0);
    if (kind_ == Kind::Exfat) REQUIRE(run({"/sbin/mkfs.exfat", image().string()}).code == 0);
}

void Medium::mount_memory() const { REQUIRE(::mount("tmpfs", folder().c_str(), "tmpfs", 0, ("size=" + std::to_string(mebibytes_) + "m").c_str()) == 0); }

void Medium::mount() {
    if (kind_ == Kind::Exfat && !mount_image()) {
        // The gate repeats this among its last lines, so that nobody takes the one story for the other.
        WARN("carry.media, carry.full: no exFAT can be mounted here; memory took its place, and the way on a real exFAT stick was not gone");
        kind_ = Kind::Memory;
    }
    if (kind_ == Kind::Memory) mount_memory();
    if (kind_ == Kind::Fat32 && !mount_image()) {
        mount_memory();
        REQUIRE(run({"mcopy", "-s", "-n", "-i", image().string(), "::/", folder().string()}).code == 0);
    }
    mounted_ = true;
}

bool Medium::mount_image() {
    kernel_mounts_ = run({"/bin/mount", "-t", kind_ == Kind::Fat32 ? "vfat" : "exfat", "-o", "loop", image().string(), folder().string()}).code == 0;
    if (kernel_mounts_ || kind_ == Kind::Fat32) return kernel_mounts_;
    const Finished loop = run({"/sbin/losetup", "-f", "--show", image().string()});
    if (loop.code != 0) return false;
    loop_ = loop.out.substr(0, loop.out.find('\n'));
    return run({"/sbin/mount.exfat-fuse", loop_, folder().string()}).code == 0 && is_mounted(folder());
}

void Medium::unmount() {
    if (std::exchange(mounted_, false)) {
        if (uses_mtools()) {
            run({"mdeltree", "-i", image().string(), "::/lianxin"});
            run({"mcopy", "-s", "-i", image().string(), (folder() / "lianxin").string(), "::/"}); // what is missing is missed by whoever looks
        }
        ::sync();
        for (int tries = 0; ::umount2(folder().c_str(), 0) != 0 && errno == EBUSY && tries < 50; ++tries) std::this_thread::sleep_for(std::chrono::milliseconds(20));
        ::umount2(folder().c_str(), MNT_DETACH);
    }
    if (loop_.empty()) return;
    // The driver lets go of the image a moment after it was unmounted.
    for (int tries = 0; run({"/sbin/losetup", "-d", loop_}).code != 0 && tries < 50; ++tries) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    loop_.clear();
}

Medium::~Medium() {
    unmount();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

void Medium::fill(std::uint64_t but) const {
    {
        auto file = File::open(filler(), O_WRONLY | O_CREAT | O_APPEND);
        REQUIRE(file);
        for (std::size_t piece = 1u << 20; piece > 0; piece /= 2)
            while (::write(file->descriptor(), Bytes(piece).data(), piece) == static_cast<ssize_t>(piece)) {
            }
        REQUIRE(errno == ENOSPC);
    }
    std::filesystem::resize_file(filler(), std::filesystem::file_size(filler()) - but);
}

void Medium::empty() const { std::filesystem::remove(filler()); }

void Medium::make_read_only() const { REQUIRE(::mount("none", folder().c_str(), nullptr, MS_REMOUNT | MS_RDONLY | (kind_ == Kind::Memory ? 0 : MS_NOSUID | MS_NODEV), nullptr) == 0); }

} // namespace lianxin::test
