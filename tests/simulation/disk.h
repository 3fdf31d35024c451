// A disk with a power plug: it remembers what each file held when it was last synced, and how each folder was when it was; a power
// cut leaves only that. Linking this file makes fsync and fdatasync of the whole program, SQLite's included, tell the disk.
#pragma once

#include "records/base/file.h"
#include "records/base/random.h"

#include <map>
#include <optional>

namespace lianxin {

class Disk {
  public:
    /// Watches what is synced below `folder` until it goes.
    explicit Disk(Path folder);
    ~Disk();
    Disk(const Disk&) = delete;
    Disk& operator=(const Disk&) = delete;

    /// A file whatever it is called: the number of its inode, and when that was made, because numbers are given again.
    using FileId = std::pair<std::uint64_t, std::int64_t>;
    using Names = std::map<Path, FileId>;
    /// What is on the disk and what of it would survive a power cut, at this moment. Stores may be open.
    struct Moment {
        std::map<Path, Bytes> now;
        Names names;                     ///< of what is there now
        Names durable_names;             ///< as each folder was when it was last synced
        std::map<FileId, Bytes> durable; ///< as each file was when it was last synced
    };
    Moment moment() const;
    /// The disk after a power cut at that moment. Of each folder that was not synced since, by chance all that was made, renamed and
    /// removed there is undone; what was written to a file and not synced is gone or, by chance, is there all the same or in part.
    /// Stores must be closed.
    void cut_power(const Moment& at, Random& chance);
    /// The disk becomes what it was at that moment. Stores must be closed.
    void become(const Moment& then);

    /// The power will be cut just before the sync that comes after so many others (1: the next one) takes effect.
    void cut_before_sync(unsigned count) { syncs_left_ = count; }
    /// The disk at that sync, when it was reached; the plan is over then, or given up.
    std::optional<Moment> taken_cut();

    /// A sector goes bad: one byte is another from now on where `content` lies in `file`. Told whether it lies there.
    bool damage(const Path& file, ByteView content, Random& chance);

    /// Told by whoever syncs below the folder.
    void before_sync();
    void synced(const FileId& file, Bytes content) { durable_[file] = std::move(content); }
    void synced_folder(const Path& folder);
    const Path& folder() const { return folder_; }

  private:
    void put_back(const std::map<Path, Bytes>& files);

    Path folder_;
    Names durable_names_;
    std::map<FileId, Bytes> durable_;
    unsigned syncs_left_ = 0; ///< until the power is cut; 0 when that is not planned
    std::optional<Moment> cut_;
};

} // namespace lianxin
