// A disk with a power plug: it remembers what each file held when it was last synced, and a power cut leaves only that.
// Linking this file makes fsync and fdatasync of the whole program, SQLite's included, tell the disk.
#pragma once

#include "records/base/file.h"
#include "records/base/random.h"

#include <map>

namespace lianxin {

class Disk {
  public:
    /// Watches what is synced below `folder` until it goes.
    explicit Disk(Path folder);
    ~Disk();
    Disk(const Disk&) = delete;
    Disk& operator=(const Disk&) = delete;

    /// What is on the disk and what of it would survive a power cut, at this moment. Stores may be open.
    struct Moment {
        std::map<Path, Bytes> now;
        std::map<Path, Bytes> durable;
    };
    Moment moment() const;
    /// The disk after a power cut at that moment: what was not synced is gone or, by chance, was written all the same or in
    /// part. Stores must be closed.
    void cut_power(const Moment& at, Random& chance);
    /// The disk becomes what it was at that moment. Stores must be closed.
    void become(const Moment& then);

    /// A file below the folder was synced and holds this.
    void synced(const Path& file, Bytes content) { durable_[file] = std::move(content); }
    const Path& folder() const { return folder_; }

  private:
    void put_back(const std::map<Path, Bytes>& files);

    Path folder_;
    std::map<Path, Bytes> durable_;
};

} // namespace lianxin
