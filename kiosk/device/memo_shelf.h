// Where voice memos lie between recording and hand-in: in memory, and beside the draft in memory-backed storage, never on a disk.
#pragma once

#include "records/base/file.h"

#include <map>
#include <mutex>
#include <optional>

namespace lianxin {

/// A memo of the longest time at the bit rate it is recorded with has some 400 KiB.
constexpr std::size_t largest_memo = std::size_t{1} << 20; ///< bytes

/// One memo for each field. May be used from any thread.
class MemoShelf {
  public:
    /// Where `folder` is not memory-backed, memos are kept in the program's memory alone and a crash forgets them.
    explicit MemoShelf(Path folder);
    /// Wipes what is in memory.
    ~MemoShelf();
    MemoShelf(const MemoShelf&) = delete;
    MemoShelf& operator=(const MemoShelf&) = delete;

    /// Takes the place of an earlier memo of that field.
    void put(const std::string& field, Bytes memo);
    /// A copy for the caller to wipe; also of what a run before this one left. Nothing when there is none.
    std::optional<Bytes> find(const std::string& field) const;
    /// Overwrites and removes one, or all.
    void drop(const std::string& field);
    void clear();

  private:
    Path file_of(const std::string& field) const;
    Path folder_; ///< empty: nothing is written
    mutable std::mutex mutex_;
    std::map<std::string, Bytes> memos_;
};

} // namespace lianxin
