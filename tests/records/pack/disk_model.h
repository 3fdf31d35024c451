// A disk as a power cut leaves it: what a program did to files is played back from its trace, and what was not synced is lost, undone or torn.
#pragma once

#include "records/base/bytes.h"
#include "records/base/file.h"
#include "records/base/random.h"

#include <array>
#include <map>
#include <optional>

namespace lianxin {

/// A call that changed or synced the disk, as strace tells it (-f -y -xx).
struct DiskCall {
    std::string name;               ///< "pwrite64"
    std::vector<std::string> texts; ///< paths and contents among its arguments and in its answer, in order
    std::int64_t last_number = 0;   ///< the last argument: an offset or a length
    bool creates = false, truncates = false; ///< openat
};

/// The calls of `command` that changed or synced files below `folder`. Errors: Storage (strace cannot be run, or the command failed).
Result<std::vector<DiskCall>> traced_calls(const std::string& command, const Path& folder, const Path& trace);

/// What of the unsynced work a power cut keeps.
enum class Kept {
    Nothing,      ///< neither names nor contents
    NamesOnly,    ///< files have their new names and old or no contents
    ContentsOnly, ///< contents are there under the old names
    Everything,   ///< as after a kill
    Some,         ///< some names, in order; of each file its old, new or half-written content
};
inline constexpr std::array all_kept{Kept::Nothing, Kept::NamesOnly, Kept::ContentsOnly, Kept::Everything, Kept::Some};

class DiskModel {
  public:
    /// Everything in `folder` is on the disk for good.
    explicit DiskModel(const Path& folder);
    void apply(const DiskCall& call);
    /// Writes the folder as it is found after a cut at this moment, replacing `target`.
    void leave(const Path& target, Kept kept, Random& random) const;

  private:
    struct Inode {
        bool is_folder = false;
        std::string now, durable;
        std::size_t half_size = 0; ///< where the last write was half done
    };
    /// A name given (to an inode) or taken away.
    struct NameChange {
        std::string path;
        int inode = -1; ///< -1: taken away
        bool durable = false;
        int together = 0; ///< with the other half of a rename
    };
    using Names = std::map<std::string, int>;

    int add(Inode inode);
    void change(std::string path, int inode, int together);
    void write(const std::string& path, std::size_t at, const std::string& bytes);
    void sync(const std::string& path);
    void sync_all();
    Names names_kept(Kept kept, Random& random) const;
    std::string content_kept(const Inode& inode, Kept kept, Random& random) const;

    std::string folder_;
    std::vector<Inode> inodes_;
    Names base_, now_;
    std::vector<NameChange> changes_;
    std::map<std::string, std::size_t> ends_; ///< where write() goes on, by path
    int renames_ = 0;
};

} // namespace lianxin
