// Files that survive a power cut: bounded reading, atomic writing with fsync, folders made durable.
#pragma once

#include "records/base/bytes.h"

#include <filesystem>

namespace lianxin {

using Path = std::filesystem::path;

/// Reads a regular file of at most `limit` bytes. Errors: NotFound, Storage, Invalid (too large or not a regular file).
Result<Bytes> read_file(const Path& path, std::size_t limit);
Result<std::string> read_text(const Path& path, std::size_t limit);

enum class Access { Everyone, OwnerOnly };
/// Writes a temporary file beside `path`, syncs it, renames it over `path` and syncs the folder: afterwards either the
/// whole old or the whole new content is there, whatever happens to the power. Errors: Storage, NoSpace.
Result<void> write_file(const Path& path, ByteView content, Access access = Access::Everyone);
inline Result<void> write_file(const Path& path, std::string_view content, Access access = Access::Everyone) {
    return write_file(path, bytes_of(content), access);
}

/// Makes the folder and its parents. Errors: Storage.
Result<void> make_folder(const Path& path, Access access = Access::Everyone);
/// Makes entries of the folder durable. Errors: Storage.
Result<void> sync_folder(const Path& path);
/// Makes everything written so far to the file system of `path` durable, at one barrier instead of one for each file.
/// Errors: Storage.
Result<void> sync_file_system(const Path& path);
/// Bytes an unprivileged writer may still use on the disk of `path`. Errors: Storage.
Result<std::uint64_t> free_space(const Path& path);

/// The error for the present errno: NoSpace for ENOSPC and EDQUOT, NotFound for ENOENT, else Storage.
Error storage_error(std::string what);

/// A file descriptor that closes itself.
class File {
  public:
    File() = default;
    explicit File(int descriptor) : descriptor_(descriptor) {}
    ~File();
    File(File&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    File& operator=(File&& other) noexcept;
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    int descriptor() const { return descriptor_; }

    /// open(2) with close-on-exec. Errors as storage_error.
    static Result<File> open(const Path& path, int flags, unsigned mode = 0644);
    Result<void> write_all(ByteView bytes);
    /// Reads up to `count` bytes at `offset`; fewer only at the end. Errors: Storage.
    Result<Bytes> read_at(std::uint64_t offset, std::size_t count) const;
    Result<void> sync_data();
    Result<std::uint64_t> size() const;

  private:
    int descriptor_ = -1;
};

/// An exclusive lock on a file, held as long as the object lives, dropped by the kernel when the process dies.
class FileLock {
  public:
    /// Errors: Unavailable when another process holds it, Storage.
    static Result<FileLock> take(const Path& path);

  private:
    explicit FileLock(File file) : file_(std::move(file)) {}
    File file_;
};

} // namespace lianxin
