// POSIX files.
#include "records/base/file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace lianxin {

Error storage_error(std::string what) {
    const int reason = errno;
    const ErrorCode code = reason == ENOSPC || reason == EDQUOT ? ErrorCode::NoSpace : reason == ENOENT ? ErrorCode::NotFound : ErrorCode::Storage;
    return {code, std::move(what) + ": " + std::strerror(reason), {}};
}

File::~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

File& File::operator=(File&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

Result<File> File::open(const Path& path, int flags, unsigned mode) {
    const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC, mode);
    if (descriptor < 0) return storage_error("opening " + path.string());
    return File(descriptor);
}

Result<void> File::write_all(ByteView bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return storage_error("writing");
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

Result<Bytes> File::read_at(std::uint64_t offset, std::size_t count) const {
    Bytes out(count);
    std::size_t done = 0;
    while (done < count) {
        const auto got = ::pread(descriptor_, out.data() + done, count - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return storage_error("reading");
        if (got == 0) break;
        done += static_cast<std::size_t>(got);
    }
    out.resize(done);
    return out;
}

Result<void> File::sync_data() {
    if (::fdatasync(descriptor_) != 0) return storage_error("syncing");
    return {};
}

Result<std::uint64_t> File::size() const {
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0) return storage_error("asking for a file's size");
    return static_cast<std::uint64_t>(status.st_size);
}

Result<Bytes> read_file(const Path& path, std::size_t limit) {
    // O_NONBLOCK keeps a pipe or device put in the place of a file from blocking us.
    auto file = File::open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
    if (!file) return std::move(file).error();
    struct stat status {};
    if (::fstat(file->descriptor(), &status) != 0) return storage_error("reading " + path.string());
    if (!S_ISREG(status.st_mode)) return Error{ErrorCode::Invalid, path.string() + " is not a regular file", {}};
    if (static_cast<std::uint64_t>(status.st_size) > limit)
        return Error{ErrorCode::Invalid, path.string() + " is larger than " + std::to_string(limit) + " bytes", {}};
    auto bytes = file->read_at(0, static_cast<std::size_t>(status.st_size));
    if (!bytes) return std::move(bytes).error().in(path.string());
    return bytes;
}

Result<std::string> read_text(const Path& path, std::size_t limit) {
    auto bytes = read_file(path, limit);
    if (!bytes) return std::move(bytes).error();
    return text_of(*bytes);
}

Result<void> write_file(const Path& path, ByteView content, Access access) {
    const Path temporary = path.string() + ".new";
    {
        auto file = File::open(temporary, O_WRONLY | O_CREAT | O_TRUNC, access == Access::OwnerOnly ? 0600 : 0644);
        if (!file) return std::move(file).error();
        if (auto written = file->write_all(content); !written) return std::move(written).error().in(path.string());
        if (::fsync(file->descriptor()) != 0) return storage_error("syncing " + path.string());
    }
    if (::rename(temporary.c_str(), path.c_str()) != 0) return storage_error("renaming " + temporary.string());
    return sync_folder(path.has_parent_path() ? path.parent_path() : Path("."));
}

Result<void> make_folder(const Path& path, Access access) {
    std::error_code code;
    const bool made = std::filesystem::create_directories(path, code);
    if (code) return Error{ErrorCode::Storage, "making folder " + path.string() + ": " + code.message(), {}};
    if (made && access == Access::OwnerOnly && ::chmod(path.c_str(), 0700) != 0) return storage_error("restricting " + path.string());
    return {};
}

Result<void> sync_folder(const Path& path) {
    auto folder = File::open(path, O_RDONLY | O_DIRECTORY);
    if (!folder) return std::move(folder).error();
    if (::fsync(folder->descriptor()) != 0) return storage_error("syncing folder " + path.string());
    return {};
}

Result<void> sync_file_system(const Path& path) {
    auto folder = File::open(path, O_RDONLY | O_DIRECTORY);
    if (!folder) return std::move(folder).error();
    if (::syncfs(folder->descriptor()) != 0) return storage_error("syncing the disk of " + path.string());
    return {};
}

Result<std::uint64_t> free_space(const Path& path) {
    struct statvfs status {};
    if (::statvfs(path.c_str(), &status) != 0) return storage_error("asking for free space of " + path.string());
    return static_cast<std::uint64_t>(status.f_bavail) * status.f_frsize;
}

Result<FileLock> FileLock::take(const Path& path) {
    auto file = File::open(path, O_RDWR | O_CREAT);
    if (!file) return std::move(file).error();
    if (::flock(file->descriptor(), LOCK_EX | LOCK_NB) != 0)
        return Error{ErrorCode::Unavailable, path.string() + " is in use by another process", {}};
    return FileLock(std::move(*file));
}

} // namespace lianxin
